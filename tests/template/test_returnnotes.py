from __future__ import annotations

from dataclasses import replace

from support.returns import broken

from engine.template import words
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.returned import Problem, Returned
from engine.template.returnmarks import marks_of
from engine.template.returnnotes import Note, note_of
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity


def note(content: FormContent, at: str, *problems: Problem) -> Note:
    form = replace(content, returned=Returned(problems))
    mark = marks_of(form, layout_of(form)).by_address[Address.parse(at)]
    return note_of(mark, problems, lambda address: f"стр. {address.line}")


def typed(text: str) -> Problem:
    return Problem("V12", Severity.ERROR, "Не число.", "", "Впишите число.", Address("101"), typed=text)


def test_a_note_says_what_is_wrong_how_to_put_it_right_and_what_was_typed(school: FormContent) -> None:
    assert note(school, "101", typed("триста")).text == (
        "✗ Ошибка № 1. Не число.\nВпишите число.\nБыло вписано: «триста»"
    )


def test_a_cell_that_only_takes_part_sends_to_the_one_to_begin_with(school: FormContent) -> None:
    relation = broken("K08b", "Строка 308 больше.", "308", "104", remedy="Проверьте.", soft=True)

    assert note(school, "104", relation).text == (
        "! Предупреждение № 1. Начните с ячейки «стр. 308», эта с ней связана. Строка 308 больше.\nПроверьте.\n"
        "Если всё верно, впишите пояснение на листе «Исправьте здесь»."
    )


def test_each_place_of_what_was_found_several_times_is_a_cell_to_begin_with(school: FormContent) -> None:
    twice = replace(broken("K22a", "Статуса нет.", "308", "309"), starts=(Address("308"), Address("309")))

    assert note(school, "309", twice).text == "✗ Ошибка № 1. Статуса нет."


def test_several_problems_of_a_cell_are_told_one_after_the_other(school: FormContent) -> None:
    problems = [broken("K06", f"Строка {number}.", "306") for number in range(6)]
    text = note(school, "306", *problems).text

    assert text.startswith("✗ Ошибка № 1. Строка 0.\n\n✗ Ошибка № 2. Строка 1.")
    assert text.endswith(words.NOTE_MORE.format(number=2, sheet=words.FIX_SHEET))


def test_the_box_is_as_high_as_its_text(school: FormContent) -> None:
    short, long = note(school, "101", typed("триста")), note(school, "101", typed("триста человек " * 30))

    assert 50 < short.height < long.height < 400
    assert short.options["author"] == "Свод"


def test_a_very_long_text_is_cut_and_says_where_it_stands_whole(school: FormContent) -> None:
    text = note(school, "101", typed("я" * 40_000)).text

    assert len(text) < 800
    assert text.endswith("… (целиком – на листе «Исправьте здесь»)»")


def test_a_note_holds_nothing_that_xml_cannot_carry(school: FormContent) -> None:
    text = note(school, "101", typed("три\x07ста\ud800\nчеловек\ufffe")).text

    assert text.endswith("«три ста\ufffd\nчеловек\ufffd»")
