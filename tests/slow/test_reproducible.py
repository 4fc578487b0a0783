"""Five orders, three zones, three locales: one set of bytes."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from support.mail import small_mail
from support.reproducing import Circumstances, consolidated

_ZONES = ("Europe/Moscow", "Asia/Kamchatka", "America/Los_Angeles")
_LOCALES = ("C", "ru_RU.UTF-8", "tr_TR.UTF-8")


def test_outputs_do_not_depend_on_order_zone_locale_or_hashes(
    tmp_path: Path, small_rules: Path, kept_small_forms: Path
) -> None:
    mail = small_mail(tmp_path / "mail", small_rules)
    outputs = [
        consolidated(
            mail,
            tmp_path / str(number),
            small_rules,
            kept_small_forms,
            Circumstances(number % 5, zone, locale, str(number)),
        )
        for number, (zone, locale) in enumerate(product(_ZONES, _LOCALES))
    ]
    assert outputs == [outputs[0]] * 9
