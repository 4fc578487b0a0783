from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from support.small_region import small_rulebook

from engine.cli.explained import explanation_lines, explanation_record
from engine.intake.grids import CellContent
from engine.pipeline.explaining.explaining import Explanation
from engine.pipeline.explaining.opened import Meaning, ShownCell
from engine.pipeline.explaining.runs import KnownRun
from engine.pipeline.explaining.tree import Leaf, Node, Origin

RULES = small_rulebook()
HASH = "26959d30d323" + "0" * 52
LINE = {"line": "306", "column": "1", "label": "Хотя бы в одной роли", "column_label": ""}


def leaf(cell: str | None = "C44", **fields: object) -> Leaf:
    known: dict[str, object] = {"sheet": "Показатели" if cell else None, "cell": cell, "raw": "551", "state": "read"}
    return Leaf("incoming/школа 1.xlsx", HASH, **{**known, **fields})  # type: ignore[arg-type]  # fields of a leaf


def cell(value: int = 551, **fields: object) -> Node:
    return Node("cell", value, "given", "0101", "fact:306.1", LINE, leaf=leaf(**fields))  # type: ignore[arg-type]  # as above


def explanation(*nodes: Node, shown: CellContent = 551.0, **fields: object) -> Explanation:
    run = KnownRun(Path("outgoing/2024"), "2024", date(2024, 12, 31), "0" * 64, None, {})
    made = Explanation(
        workbook=Path("свод.xlsx"),
        kind="region_workbook",
        folder="outgoing/2024",
        shown=ShownCell("Сводка", "B9", shown, Meaning({"place": ("01",), "count": ("306.1",)})),
        run=run,
        nodes=nodes,
        is_edited=False,
        is_filtered=False,
        rules_changed=False,
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of an explanation, as a test names them


def lines(found: Explanation, lang: str = "ru") -> list[str]:
    return [each.replace("\u00a0", " ") for each in explanation_lines(found, RULES, lang)]


def total(*parts: Node, more: int = 0, asides: tuple[Node, ...] = ()) -> Node:
    facts = {**LINE, "places": 1, "expected": 2}
    return Node("total", 551, "sum", "01", "count:306.1", facts, parts, asides, more=more)


def test_chain_goes_a_step_in_for_every_step_down() -> None:
    assert lines(explanation(total(cell()))) == [
        "Сводка!B9 – 551",
        "Свод: outgoing/2024, период 2024, по состоянию на 31.12.2024",
        "",
        (
            "01 Первый район: строка 306 («Хотя бы в одной роли»): 551 – сумма по организациям, чьи отчёты учтены "
            "(1 из 2)."
        ),
        "  0101 Школа № 1: 551",
        "    incoming/школа 1.xlsx (26959d30d323), лист «Показатели»: C44 = 551",
    ]


def test_numbers_of_one_form_stand_in_one_line() -> None:
    pair = Node("pair", Fraction(551, 742), "ratio", "0101", parts=(cell(), cell(742, cell="C12", raw="742")))
    shown = lines(explanation(replace(pair, facts={"numerator": 551, "denominator": 742}), shown=0.7425876010781671))
    assert shown[0] == "Сводка!B9 – 74,26 %"
    assert shown[3:] == [
        "0101 Школа № 1: 551 из 742 = 74,26 %",
        "  incoming/школа 1.xlsx (26959d30d323), лист «Показатели»: C44 = 551; C12 = 742",
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"raw": "551 чел."}, "C44 = 551 (написано «551 чел.»)"),
        ({"raw": "", "implied": "blank_line"}, "C44 пуста, это ноль: вся строка пустая"),
        ({"raw": "", "implied": "switch"}, "C44 пуста, это ноль: в отчёте сказано, что считать нечего"),
        ({"raw": ""}, "C44 пуста"),
        ({"raw": None, "state": "gone"}, "C44 = 551 – такого файла в incoming уже нет"),
        ({"origin": Origin("c6960535832f", "Показатели", "F9")}, "C44 = 551 ← присланный файл с кодом c6960535832f"),
    ],
)
def test_cell_is_told_as_it_stands_in_the_file(fields: dict[str, object], said: str) -> None:
    assert said in " ".join(" ".join(lines(explanation(cell(**fields)))).split())


def test_file_without_a_cell_and_a_row_of_the_rules_are_named_too() -> None:
    report = Node("report", 1, "given", "0101", facts={"form": "school", "status": "late"}, leaf=leaf(None))
    assert lines(explanation(report))[-1] == "  incoming/школа 1.xlsx (26959d30d323)"
    target = Node("no_target", facts={"year": "2024"}, leaf=Leaf("rules/targets.csv", HASH, row=7))
    assert lines(explanation(target))[-1] == "  rules/targets.csv (26959d30d323), строка 7"


def test_blank_line_of_a_form_is_told_from_a_line_that_it_does_not_have() -> None:
    blank = Node("nothing_said", None, "given", "0101", leaf=leaf(cell="F9", raw=""))
    absent = replace(blank, leaf=leaf(None))
    assert lines(explanation(blank))[-1].endswith("F9 пуста")
    assert lines(explanation(absent))[-1].endswith("такой строки в отчёте нет")


def test_long_list_says_how_many_are_left_out_and_beside_stands_who_is_not_in_it() -> None:
    without = Node("without", 1, "count", parts=(Node("left_blank", place_id="0102", leaf=leaf(None)),))
    shown = lines(explanation(total(cell(), more=43, asides=(without,))))
    assert shown[6:] == [
        "  и ещё 43: добавьте --all",
        "  Не вошли (1):",
        "    0102 Школа № 2: отчёт учтён, но число в нём не указано",
        "      incoming/школа 1.xlsx (26959d30d323)",
    ]


def test_cell_that_was_edited_is_said_first() -> None:
    shown = lines(explanation(cell(), shown=600.0, is_edited=True))
    assert " ".join(each.strip() for each in shown[:2]).startswith(
        "ВНИМАНИЕ: в ячейке 600, а в данных свода 551. Ячейку, или ту, из которой она считается, изменили вручную."
    )
    assert lines(explanation(cell(), shown="", is_edited=True))[0].startswith("ВНИМАНИЕ: в ячейке пусто")
    assert lines(explanation(cell(), shown=600.0, is_edited=True), "en")[0].startswith("NOTE: the cell says 600")


def test_share_of_reports_is_shown_as_a_percentage_also_where_all_came() -> None:
    counted, expected = Node("reports", 17, facts={"what": ("counted",), "expected": 17}), Node("reports", 17)
    assert lines(explanation(counted, expected, shown=1.0))[0] == "Сводка!B9 – 100,00 %"
    edited = lines(explanation(counted, expected, shown=0.5, is_edited=True))
    assert edited[0].startswith("ВНИМАНИЕ: в ячейке 50,00 %, а в данных свода 100,00 %.")
    assert lines(explanation(counted, shown=17.0))[0] == "Сводка!B9 – 17"


def test_total_that_follows_a_filter_and_changed_rules_are_said() -> None:
    told = lines(explanation(cell(), shown=100.0, is_filtered=True, rules_changed=True))
    shown = " ".join(each.strip() for each in told)
    assert "Без отбора было бы 551: ниже – откуда." in shown
    assert "Правила с тех пор изменились" in shown


def test_total_that_follows_a_filter_says_so_also_while_all_rows_are_shown() -> None:
    meant = Meaning({"place": ("01",), "count": ("306.1",), "filtered": ("rows",)})
    found = explanation(cell())
    shown = " ".join(lines(replace(found, shown=replace(found.shown, meaning=meant))))
    assert shown.startswith("Это итог «По фильтру»: он считается только по видимым строкам своего столбца")
    nobodys = replace(found, nodes=(Node("rows_shown"),), shown=replace(found.shown, meaning=meant))
    assert "Ниже" not in " ".join(lines(nobodys))


def test_cell_of_a_finding_is_quoted_and_not_said_to_be_one() -> None:
    found = Node("finding", 1, facts={"code": "V02", "message": "Впишите просто число."}, leaf=leaf(raw="10 чел."))
    assert "C44: «10 чел.»" in lines(explanation(found))[-1]
    assert lines(explanation(replace(found, leaf=leaf(raw=None))))[-1].endswith("C44")


def test_row_that_was_moved_by_hand_is_said_to_be() -> None:
    found = explanation(cell())
    moved = replace(found, shown=replace(found.shown, row_before=34))
    assert "в своде она была 34-й" in " ".join(lines(moved))
    assert "it was row 34" in " ".join(lines(moved, "en"))
    assert explanation_record(moved, RULES, "ru")["row_before"] == 34


def test_sheet_of_a_transmittal_that_was_changed_by_hand_is_said_to_be() -> None:
    node = replace(cell(), leaf=replace(leaf(None), sheet="Данные", raw=None, state="changed"))
    assert "этот лист изменили вручную" in " ".join(lines(explanation(node)))


def test_closed_version_is_named() -> None:
    found = explanation(cell())
    found = replace(found, run=replace(found.run, version=2), folder="outgoing/2024/closed/2")
    assert lines(found)[1].endswith("закрытая версия 2")


def test_record_has_every_node_and_whole_hashes() -> None:
    record = explanation_record(explanation(total(cell(origin=Origin("c69", "Показатели", "")))), RULES, "ru")
    assert json.loads(json.dumps(record, default=str)) == record | {"run": {**record["run"], "as_of": "2024-12-31"}}  # type: ignore[dict-item]  # a record of records
    assert (record["shown"], record["meaning"], record["edited"]) == (551.0, ["place:01", "count:306.1"], False)
    (node,) = record["explanation"]  # type: ignore[misc]  # a list of one
    assert (node["value"], node["place"], node["formula"]) == (551, "Первый район", "сумма чисел: 1")
    (child,) = node["children"]
    assert child["leaf"]["sha256"] == HASH
    assert child["leaf"]["origin"] == {"file_code": "c69", "sheet": "Показатели", "cell": None}
    assert (child["leaf"]["path"], child["leaf"]["cell"], child["leaf"]["raw"]) == (
        "incoming/школа 1.xlsx",
        "C44",
        "551",
    )


def test_share_is_a_number_in_the_record() -> None:
    record = explanation_record(explanation(Node("count_ratio", Fraction(1, 4), "ratio")), RULES, "en")
    assert record["explanation"][0]["value"] == 0.25  # type: ignore[index]  # a list
