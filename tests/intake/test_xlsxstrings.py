from __future__ import annotations

import pytest
from support.parts import container_of

from engine.intake import xlsxstrings
from engine.intake.refusal import Refused
from engine.intake.xlsxstrings import strings_of, unescaped


def _read(table: str) -> list[str]:
    strings = strings_of(container_of(sharedStrings=table))
    assert list(strings) == [str(number) for number in range(len(strings))]
    return list(strings.values())


def test_a_workbook_may_have_no_shared_strings() -> None:
    assert strings_of(container_of()) == {}


def test_runs_are_one_text_and_how_it_is_pronounced_does_not_belong_to_it() -> None:
    table = (
        '<sst count="3" uniqueCount="3"><si><t>раз</t></si><si/>'
        '<si><r><rPr><b/></rPr><t>Аб</t></r><r><t xml:space="preserve"> в</t></r><rPh><t>х</t></rPh></si></sst>'
    )
    assert strings_of(container_of(sharedStrings=table)) == {"0": "раз", "1": "", "2": "Аб в"}


def test_a_footnotes_number_is_no_figure_of_the_number_before_it() -> None:
    run = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    table = f"<sst><si><r><t>12</t></r>{run}</si><si><t>1</t></si><si>{run}<r><t>3</t></r></si></sst>"
    assert strings_of(container_of(sharedStrings=table)) == {"0": "12¹", "1": "1", "2": "¹3"}


@pytest.mark.parametrize("over", [0, 1])
def test_the_number_of_strings_is_limited_declared_or_there(monkeypatch: pytest.MonkeyPatch, over: int) -> None:
    monkeypatch.setattr(xlsxstrings, "STRINGS", 2 - over)
    declared, there, plain = (
        '<sst count="2"/>',
        "<sst><si/><si/></sst>",
        "<sst><si><t>a</t></si><si><t>b</t></si></sst>",
    )
    for table in (declared, there, plain):
        if over:
            with pytest.raises(Refused, match="S05"):
                strings_of(container_of(sharedStrings=table))
        else:
            strings_of(container_of(sharedStrings=table))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ("<si><t>раз</t></si><si><t> два </t></si>", ["раз", " два "]),
        ('<si><t xml:space="preserve"> a\nb</t></si><si><t/></si><si><t></t></si>', [" a\nb", "", ""]),
        ("<si><t>1 &lt; 2 &amp;amp; &quot;3&apos;&gt;</t></si>", ["1 < 2 &amp; \"3'>"]),
        ("<si><t>a_x000D_b</t></si>", ["a\rb"]),
        ("<si><t>&#49;&#x442;</t></si>", ["1т"]),
        ("<si><t>a\r\nb</t></si>", ["a\nb"]),
        ("<si><t>a<!-- no -->b</t></si>", ["ab"]),
        ("<si><t><![CDATA[<t>]]></t></si>", ["<t>"]),
        ("\n <si>\n<t>a</t> </si>\n", ["a"]),
        ('<si><t>a</t><phoneticPr fontId="1"/></si><si><t>b</t></si>', ["a", "b"]),
        ("", []),
    ],
)
@pytest.mark.parametrize("head", ["", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'])
def test_texts_are_read_alike_however_they_are_written(head: str, texts: str, expected: list[str]) -> None:
    assert _read(f'{head}<sst xmlns="u" count="9">{texts}</sst>') == expected


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("<sst><si><t>a</t></si>", "F08"),
        ("<sst><si><t>a</t></si></sst><sst></sst>", "F08"),
        ("<sst><si><t>a</si></t></sst>", "F08"),
        ("<sst><si><t>a & b</t></si></sst>", "F08"),
        ("<sst><si><t>a]]>b</t></si></sst>", "F08"),
        ("<sst><si><t>a\x01</t></si></sst>", "F08"),
        ("<sst><si><t>a\uffff</t></si></sst>", "F08"),
        ("<!DOCTYPE sst><sst><si><t>a</t></si></sst>", "S04"),
        ('<?xml version="1.0" encoding="cp1251"?><sst><si><t>a</t></si></sst>', "S12"),
    ],
)
def test_what_is_no_markup_is_refused(table: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        _read(table)
    assert refused.value.code == code


def test_letters_that_markup_cannot_hold_are_read_as_they_were_typed() -> None:
    assert unescaped("_x0009__x005F_x") == "\t_x"
