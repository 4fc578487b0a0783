from __future__ import annotations

import pytest

from engine.report.mailaddresses import mail_address


@pytest.mark.parametrize("text", ["school-0101@example.org", "a.b+c@sub.example.ru", " curator@example.ru "])
def test_one_address_is_taken_as_it_stands(text: str) -> None:
    assert mail_address(text) == text.strip()


def test_a_cyrillic_domain_is_written_as_mail_systems_know_it() -> None:
    assert mail_address("info@пример.рф") == "info@xn--e1afmkfd.xn--p1ai"


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "нет",
        "school@example",
        "@example.org",
        "a@b@example.org",
        "a..b@example.org",
        "Школа <school@example.org>",
        "one@example.org, two@example.org",
        "one@example.org; two@example.org",
        "one@example.org two@example.org",
        "a@example.org\nBcc: other@example.org",
        "a@example.org\r\nSubject: x",
        "a@example.org\n",
        "a@-example.org",
        f"a@{'x' * 64}.org",
        f"{'a' * 65}@example.org",
        f"a@{'.'.join(['x' * 60] * 5)}.org",
    ],
)
def test_anything_else_is_no_address(text: str | None) -> None:
    assert mail_address(text) is None
