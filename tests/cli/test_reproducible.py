"""Outputs are a function of the mail and the rules; a share of the circumstances that the slow tests try."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.mail import small_mail
from support.reproducing import Circumstances, consolidated


@pytest.fixture
def mail(tmp_path: Path, small_rules: Path) -> Path:
    return small_mail(tmp_path / "mail", small_rules)


def test_outputs_do_not_depend_on_order_zone_locale_or_hashes(
    tmp_path: Path, mail: Path, small_rules: Path, kept_small_forms: Path
) -> None:
    here = Circumstances(0, "Europe/Moscow", "C", "0")
    far = Circumstances(3, "Asia/Kamchatka", "ru_RU.UTF-8", "7")
    outputs = [
        consolidated(mail, tmp_path / str(number), small_rules, kept_small_forms, each)
        for number, each in enumerate((here, far))
    ]
    assert outputs[0].keys() >= {"run.json", "data/facts.csv"}
    assert outputs[0] == outputs[1]
