from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.returning import filled, judged
from support.transmittals import sent_file, sent_up

from engine.consolidation.run import consolidate
from engine.report.correspondence import Returning, write_correspondence, written_form
from engine.report.index import rows_of
from engine.report.names import transmittal_name
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, school_content
from engine.vocabulary.fields import Value
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding
from engine.vocabulary.places import Level, Registry

AS_OF = date(2024, 12, 31)


@pytest.fixture(scope="module")
def few(rulebook: Rulebook) -> Rulebook:
    """The repository's rules for four schools of one district."""
    places = [place for place in rulebook.registry.places.values() if place.level is not Level.SCHOOL]
    schools = [rulebook.registry[f"020{number}"] for number in (1, 2, 3, 4)]
    others = [place for place in places if place.id in {"00", "02"}]
    return replace(rulebook, registry=Registry.of([*others, *schools]))


class Mail:
    """What came in: forms of places, one file each."""

    def __init__(self, folder: Path, rules: Rulebook, period: Period) -> None:
        self.folder, self.rules, self.period = folder, rules, period
        self.readings: list[FileReading] = []
        self.findings: list[Finding] = []
        self.unaddressed: tuple[str, ...] = ()

    def send(
        self, place_id: str, changes: Mapping[str, Value] | None = None, content: FormContent | None = None
    ) -> None:
        form = content or filled(self.rules, self.period, place_id, changes)
        name = f"{len(self.readings)}"
        reading, findings = judged(self.folder / name, form, self.rules, self.period)
        path = f"{name}/{reading.path}"
        here = None if reading.submission is None else replace(reading.submission, path=path)
        own = tuple(each.with_(path=path) for each in reading.findings)
        self.readings.append(replace(reading, path=path, submission=here, findings=own))
        self.findings += [each.with_(path=path) for each in findings if each not in reading.findings]

    def answered(self, out: Path, returning: Returning = "rejected") -> dict[str, list[str]]:
        """Outputs written, as paths by kind."""
        result = consolidate(self.readings, self.findings, self.rules, self.period, AS_OF)
        written = write_correspondence(out, self.readings, result, self.rules, returning=returning)
        self.unaddressed, outputs = written.unaddressed, written.outputs
        assert {each.relative_to(out).as_posix() for each in out.rglob("*") if each.is_file()} == {
            each.path for each in outputs
        }
        return {kind: [each.path for each in outputs if each.kind == kind] for kind in ("return", "letter")}


@pytest.fixture
def mail(tmp_path: Path, few: Rulebook, period: Period) -> Mail:
    return Mail(tmp_path / "mail", few, period)


def owners(paths: list[str]) -> list[str]:
    return sorted({path.rsplit("/", 1)[1].split(" ")[0] for path in paths})


def text_to(place_id: str, out: Path) -> str:
    (path,) = out.glob(f"letters/*/{place_id} *.txt")
    return path.read_text(encoding="utf-8-sig")


def test_rejected_places_get_a_return_and_silent_ones_a_letter_with_their_form(mail: Mail, tmp_path: Path) -> None:
    mail.send("0201")
    mail.send("0202", {"306": 40})
    written = mail.answered(tmp_path / "out")
    name = mail.rules.registry["0202"].name
    assert written["return"] == [f"returns/02/0202 {name} – исправить 2024 (1).xlsx"]
    assert owners(written["letter"]) == ["02", "0202", "0203", "0204"]
    assert len(written["letter"]) == 2 * 4
    text = text_to("0202", tmp_path / "out")
    folder, _, file = written["return"][0].rpartition("/")
    assert f"Приложить: {file}\nФайл лежит в папке: outgoing / 2024 / {folder.replace('/', ' / ')}\n" in text


def test_places_without_any_address_are_named(mail: Mail, tmp_path: Path) -> None:
    mail.send("0201", {"306": 40, "009": "curator@example.org"})
    mail.send("0202", {"306": 40, "009": "нет"})
    places = [
        replace(each, email=None) if each.id in {"0201", "0202", "0203"} else each
        for each in mail.rules.registry.places.values()
    ]
    mail.rules = replace(mail.rules, registry=Registry.of(places))
    mail.answered(tmp_path / "out")
    assert mail.unaddressed == ("0202", "0203")


def test_warned_places_are_written_to_only_when_asked(mail: Mail, tmp_path: Path) -> None:
    mail.send("0201", {"304": 6})
    assert "0201" not in owners(mail.answered(tmp_path / "rejected")["letter"])
    asked = mail.answered(tmp_path / "warned", "warned")
    assert owners(asked["return"]) == ["0201"]
    assert "0201" in owners(asked["letter"])


def test_nobody_is_written_to_when_nothing_is_wanted(mail: Mail, tmp_path: Path) -> None:
    mail.send("0202", {"306": 40})
    assert mail.answered(tmp_path / "out", "none") == {"return": [], "letter": []}
    assert mail.unaddressed == ()


def test_a_blank_form_is_answered_with_a_fresh_one(mail: Mail, tmp_path: Path) -> None:
    mail.send("0203", content=school_content(mail.rules, mail.period, "0203"))
    written = mail.answered(tmp_path / "out")
    assert written["return"] == []
    text = text_to("0203", tmp_path / "out")
    assert "Форма не заполнена" in text


def test_a_newer_faulty_file_comes_back_beside_an_earlier_one_that_counts(mail: Mail, tmp_path: Path) -> None:
    mail.send("0201", {"011": date(2025, 1, 9)})
    mail.send("0201", {"011": date(2025, 1, 14), "306": 40})
    written = mail.answered(tmp_path / "out")
    assert owners(written["return"]) == ["0201"]
    text = text_to("0201", tmp_path / "out")
    assert "Прежний он пока не заменил" in text


def test_the_same_run_gives_the_same_bytes(mail: Mail, tmp_path: Path) -> None:
    mail.send("0202", {"306": 40})

    def content(out: Path) -> dict[str, bytes]:
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}

    mail.answered(tmp_path / "one")
    mail.answered(tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_each_form_is_written_once(mail: Mail, tmp_path: Path) -> None:
    made: list[str] = []

    def prefilled(content: FormContent) -> bytes:
        assert content.place is not None
        made.append(content.place.id)
        return b"form"

    mail.send("0202", {"306": 40})
    result = consolidate(mail.readings, mail.findings, mail.rules, mail.period, AS_OF)
    outputs = write_correspondence(tmp_path / "out", mail.readings, result, mail.rules, prefilled=prefilled).outputs
    assert made == ["02", "0201", "0203", "0204"]
    assert [each.place_id for each in outputs if each.kind == "return"] == ["0202"]


def test_a_form_written_is_a_workbook(few: Rulebook, period: Period) -> None:
    assert written_form(school_content(few, period, "0201")).startswith(b"PK")


def test_a_silent_district_that_owes_no_form_is_asked_for_its_transmittal(
    rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    districts = [each.id for each in rulebook.registry.districts][:2]
    kept = {"00", *districts}
    places = [
        replace(each, roadmaps=())
        for each in rulebook.registry.places.values()
        if each.id in kept or each.parent_id in districts
    ]
    rules = replace(rulebook, registry=Registry.of(places))
    sender, silent = districts
    schools = rules.registry.schools(sender)
    reading, findings = judged(tmp_path / "mail", filled(rules, period, schools[0].id, {}), rules, period)
    below = consolidate([reading], findings, rules, period, AS_OF)
    readings = [sent_file(sent_up(below, rules, sender))]
    result = consolidate(readings, [], rules, period, AS_OF)
    assert not {row.place_id for row in rows_of(result.completeness)} & set(districts)

    written = write_correspondence(tmp_path / "out", readings, result, rules)
    paths = [each.path for each in written.outputs if each.place_id == silent]
    assert sorted(path[-4:] for path in paths) == [".eml", ".txt"]
    assert {each.place_id for each in written.outputs} == {silent}
    text = text_to(silent, tmp_path / "out")
    assert "передаточный свод не получен" in text
    assert transmittal_name(rules.registry[silent], period) in text
    assert "Срок сдачи: 24.01.2025" in text
    assert "Приложить" not in text
    draft = next(each for each in paths if each.endswith(".eml"))
    assert b"application/" not in (tmp_path / "out" / draft).read_bytes()
