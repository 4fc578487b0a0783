"""``svod rules test`` as the methodologist sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.rules import Rules

from engine.cli.group import exit_code


@pytest.fixture
def root(rules: Rules) -> Path:
    """A workspace whose rules may be spoilt."""
    return rules.folder.parent


def answer(capsys: pytest.CaptureFixture[str], root: Path, *arguments: str) -> tuple[int, str, str]:
    code = exit_code(["rules", "test", "--workspace", str(root), "--no-libreoffice", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def with_rule(rules: Rules, rule: str) -> None:
    control = f"""  - id: K90
    level: warning
    title: Проба
    rule: "{rule}"
    message: Проверьте.
    source: проба
"""
    rules.write("controls.yaml", f"{rules.text('controls.yaml').rstrip()}\n{control}")


def test_a_rule_in_order_shows_what_keeps_and_what_breaks_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, root, "--control", "K06")

    assert code == 0
    assert out.splitlines() == [
        "✓ K06 – Хотя бы в одной роли – сумма двух ролей без тех, кто в обеих",
        "  правило: [306] = [301] + [303] - [305]",
        "  верно при: 306 = 40, 301 = 36, 303 = 32, 305 = 28",
        (
            "  нарушено при: 306 = 41, 301 = 36, 303 = 32, 305 = 28 – «Строка 306 (хотя бы в одной роли) = 41, а "
            "должно быть равно: строка 301 + строка 303 − строка 305 = 36 + 32 − 28 = 40.»"
        ),
        '  формула в форме: IF(COUNT([306],[301],[303],[305])<4,"",IF([306]=(([301]+[303])-[305]),0,1))',
        "  совпадает: проверка при приёме и пересчёт для сверки; примеров: 5",
        "",
        (
            "Формулы формы здесь не пересчитаны: LibreOffice не найден или отключён. Откройте книгу в Excel: первая "
            "строка скажет, всё ли совпадает."
        ),
        "Книга с примерами: outgoing/rules-test.xlsx",
        "Соотношений: 1. То, что проверено, в порядке; формулы формы не проверены.",
    ]
    assert (root / "outgoing" / "rules-test.xlsx").is_file()
    assert "Подбираю примеры…" in err


def test_all_rules_are_tested_a_line_each_and_built_in_checks_are_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = answer(capsys, root, "-q")

    assert code == 0
    assert "K20c, K21d, K22a" in out
    assert "\n✓ K06 – " in out
    assert "правило:" not in out
    assert "svod rules test --control K02" in out
    assert err == ""


def test_of_a_rule_over_lines_one_line_is_shown(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "показана строка 201; таких же условий для других строк: 14" in answer(capsys, root, "--control", "K11")[1]


def test_among_rules_in_order_only_the_wrong_one_is_shown_in_full(
    rules: Rules, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_rule(rules, "[101] <= [101] + [104]")

    code, out, _ = answer(capsys, root)

    assert code == 1
    assert out.count("правило:") == 1
    assert "правило: [101] <= [101] + [104]" in out


def test_a_rule_that_always_holds_is_told_and_fails(
    rules: Rules, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_rule(rules, "[101] <= [101] + [104]")
    code, out, _ = answer(capsys, root, "--control", "K90")

    assert code == 1
    assert "не удалось нарушить: просмотрено примеров:" in out
    assert "Соотношений: 1, с замечаниями: 1 (K90)." in out


def test_the_part_that_is_wrong_is_named(rules: Rules, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_rule(rules, "[302] <= [102] and [101] >= 0")

    assert "✗ условие про 101: не удалось нарушить" in answer(capsys, root, "--control", "K90")[1]


def test_in_english(rules: Rules, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_rule(rules, "for 201..202: [.1] < [.1]")
    code, out, _ = answer(capsys, root, "--control", "K90", "--lang", "en")

    assert code == 1
    assert "broken with: 201.1 = 40" in out
    assert "✗ line 202: could not be kept" in out
    assert "Control relations: 1, with something to say: 1 (K90)." in out


def test_as_json(rules: Rules, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_rule(rules, "[101] > 5 and [101] < 3")
    code, out, _ = answer(capsys, root, "--control", "K90", "--format", "json")
    record = json.loads(out)

    assert code == 1
    assert (record["in_order"], record["formulas"], record["workbook"]) == (
        False,
        "no_office",
        "outgoing/rules-test.xlsx",
    )
    (control,) = record["controls"]
    assert [(each["mistake"], each["line"]) for each in control["mistakes"]] == [("never_together", None)]
    example = control["conditions"][0]["examples"][0]
    assert (example["purpose"], example["counts"], example["holds"]) == ("holds", {"101.1": 40}, True)
    assert (example["broken_for_the_engine"], example["form"], example["agrees"]) == (False, None, True)


def test_the_workbook_goes_where_it_is_wanted(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "elsewhere" / "правила.xlsx"
    _, out, _ = answer(capsys, root, "--control", "K06", "--workbook", str(target))

    assert target.is_file()
    assert "elsewhere/правила.xlsx" in out.replace("\\", "/")
    assert not (root / "outgoing").exists()


def test_a_built_in_check_leaves_nothing_to_test(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, root, "--control", "K22a")

    assert code == 0
    assert "K22a" in out
    assert "Испытывать нечего." in out


def test_an_unknown_relation_is_wrong_usage(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answer(capsys, root, "--control", "K6")

    assert code == 2
    assert "нет контрольного соотношения «K6»" in err
