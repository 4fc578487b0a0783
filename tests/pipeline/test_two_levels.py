"""The equality of design 5.6, tried on random regions: from school files and from transmittals, in any mix."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from support.closings import consolidated, consolidated_and_closed
from support.libreoffice import cached, with_other_cached_value
from support.roadmaps import activity, plan
from support.sending import send_form
from support.small_region import AS_OF, PERIOD, PLACES, decision, error, reading, small_rulebook, submission, warning
from support.transmittals import sent_file, sent_up
from support.workspaces import made_workspace

from engine.cli.group import exit_code
from engine.cli.standing import overview_lines
from engine.cli.summary import summary_lines
from engine.consolidation.result import Consolidation
from engine.consolidation.run import consolidate
from engine.consolidation.transmitted import leaves
from engine.intake.positions import position_of
from engine.intake.written import open_written
from engine.pipeline.checking import check
from engine.pipeline.choices import asked_of
from engine.pipeline.consolidation import Run, run_consolidation
from engine.pipeline.deciding import Doubt, Outlook, outlook
from engine.pipeline.status import overview
from engine.report.index import Index
from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Decision, Denominator
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, Submission, Value
from engine.vocabulary.files import FileReading, FileStatus
from engine.vocabulary.findings import Finding, FindingState
from engine.vocabulary.places import Kind, Level, Place
from engine.workspace.folders import Workspace

PLACES_OF_THREE = (
    *(replace(place, roadmaps=("plan",)) if place.id == "02" else place for place in PLACES),
    Place("03", Level.DISTRICT, "00", "Третий район", roadmaps=("plan",)),
    Place("0301", Level.SCHOOL, "03", "Школа № 6", Kind.SCHOOL),
    Place("0302", Level.SCHOOL, "03", "Школа № 7", Kind.SCHOOL),
    Place("0303", Level.SCHOOL, "03", "Детский сад № 8", Kind.KINDERGARTEN),
)
ROADMAP = plan(
    activity("1", date(2024, 10, 31)),
    activity("2", date(2024, 5, 31), reported_by="district"),
    activity("3", date(2024, 12, 31), minimum="0.70"),
    activity("4", date(2025, 1, 20), reported_by="both"),
)
DISTRICTS = ("01", "02", "03")
SCHOOLS = ("0101", "0102", "0103", "0201", "0202", "0301", "0302", "0303")
COUNTED = {FileStatus.ACCEPTED, FileStatus.WARNED}


@dataclass(frozen=True)
class Mail:
    """What came in January, and what staff decided about it."""

    readings: tuple[FileReading, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    denominators: tuple[Denominator, ...]

    def of(self, districts: Iterable[str]) -> tuple[FileReading, ...]:
        """The files of these districts' places."""
        return tuple(each for each in self.readings if str(each.place_id)[:2] in {*districts})

    def rules(self, districts: Iterable[str] = DISTRICTS) -> Rulebook:
        """The rules with the decisions and denominators about these districts' places."""
        inside = {*districts, "00"}
        return small_rulebook(
            roadmap=ROADMAP,
            places=PLACES_OF_THREE,
            decisions=tuple(each for each in self.decisions if each.place_id[:2] in inside),
            denominators=tuple(each for each in self.denominators if each.place_id in inside),
        )


def sent(place_id: str, number: int, values: Mapping[str, int], answer: str | None, late: int | None) -> Submission:
    """A report: counts, a name that stays, what is said about the roadmap, and when it came."""
    lines: dict[str, Value] = {"006": "Петрова А. И.", "011": date(2025, 1, 9) + timedelta(days=number)}
    if len(place_id) == 4:
        lines |= {"101": values["101"], "306": values["306"], "402": values["402"], "201.1": 1, "203.1": values["203"]}
    lines |= {} if answer is None else {"7001.1": answer, "7001.2": date(2024, 11, 5)}
    return submission(
        place_id,
        lines,
        path=f"{place_id}/{number}.xlsx",
        occurrences={"7001": "1" if len(place_id) == 4 else "2", "7002": "4"},
        revision=number,
        received_on=None if late is None else date(2025, 1, 16) + timedelta(days=late),
    )


@st.composite
def mails(draw: st.DrawFn) -> Mail:
    """Mail with every kind of trouble: silence, faults, warnings, late and repeated reports, and decisions."""
    readings: list[FileReading] = []
    findings: list[Finding] = []
    decisions: list[Decision] = []
    for place_id in (*DISTRICTS, *SCHOOLS):
        for number in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
            values = {line: draw(st.integers(0, 300)) for line in ("101", "306", "402", "203")}
            answer = draw(st.sampled_from([None, "не начато", "выполнено", "срок перенесён"]))
            report = sent(place_id, number, values, answer, draw(st.sampled_from([None, -3, 2])))
            readings.append(reading(report))
            fault = draw(st.sampled_from(["", "", "", "error", "warning", "explained"]))
            if fault == "error":
                findings.append(error(report.path, "K07"))
            elif fault:
                state = FindingState.EXPLAINED if fault == "explained" else FindingState.OPEN
                findings.append(warning(report.path).with_(state=state, explanation="так и есть" if state else None))
            if draw(st.sampled_from([False, False, True])):
                copy = reading(
                    report,
                    path=f"{place_id}/{number} копия.xlsx",
                    submission=replace(report, path=f"{place_id}/{number} копия.xlsx"),
                )
                readings.append(copy)
        what = draw(st.sampled_from([None, None, "accept", "exempt", "extend", "entered_by_district", "signed_copy"]))
        if what is not None:
            decisions.append(decision(place_id, what, until=date(2025, 1, 24) if what == "extend" else None))
    denominators = tuple(
        Denominator(indicator="involved", place_id=place_id, period="2024", value=draw(st.integers(1, 900)), source="–")
        for place_id in ("00", *DISTRICTS)
        if draw(st.booleans())
    )
    return Mail(tuple(readings), tuple(findings), tuple(decisions), denominators)


def from_files(mail: Mail, districts: Iterable[str] = DISTRICTS, rules: Rulebook | None = None) -> Consolidation:
    """What somebody who has only these districts' files consolidates, knowing only what concerns them."""
    readings = mail.of(districts)
    paths = {each.path for each in readings}
    findings = [each for each in mail.findings if each.path in paths]
    return consolidate(readings, findings, rules or mail.rules(districts), PERIOD, AS_OF)


def transmittal_of(mail: Mail, district_id: str) -> FileReading:
    """What a district sends up that has only its own files."""
    return sent_file(sent_up(from_files(mail, [district_id]), mail.rules([district_id]), district_id))


def from_mix(mail: Mail, up: Sequence[str], files: Sequence[str]) -> Consolidation:
    """A region with transmittals of some districts and files of some, perhaps the same ones."""
    readings = (*mail.of(files), *(transmittal_of(mail, each) for each in up))
    paths = {each.path for each in readings}
    findings = [each for each in mail.findings if each.path in paths]
    own = [each for each in DISTRICTS if each not in up]
    return consolidate(readings, findings, mail.rules(own), PERIOD, AS_OF)


def leaving(facts: pd.DataFrame) -> list[tuple[object, ...]]:
    """Place, line, column and value of the facts that leave a district."""
    kept = facts[~facts["line"].isin(["006", "011"])]
    return [tuple(row) for row in kept[["place_id", "line", "column", "value"]].to_numpy().tolist()]


@settings(max_examples=25)
@given(mail=mails(), up=st.sets(st.sampled_from(DISTRICTS)), both=st.sets(st.sampled_from(DISTRICTS)))
def test_any_mix_of_transmittals_and_files_gives_the_same_tables(mail: Mail, up: set[str], both: set[str]) -> None:
    whole = from_files(mail)
    files = [each for each in DISTRICTS if each not in up or each in both]
    mixed = from_mix(mail, sorted(up), files)
    for table in ("coverage", "activities", "completeness", "totals"):
        assert_frame_equal(getattr(mixed, table), getattr(whole, table))
    assert leaving(mixed.facts) == leaving(whole.facts)
    columns = ["place_id", "roadmap", "key", "status", "done_on"]
    assert_frame_equal(mixed.answers[columns], whole.answers[columns])
    columns = ["place_id", "decision", "revision", "decided_on", "until", "code"]
    assert_frame_equal(mixed.decisions[columns], whole.decisions[columns])


@settings(max_examples=10)
@given(mail=mails(), up=st.sets(st.sampled_from(DISTRICTS), min_size=1))
def test_every_file_has_its_row_and_files_below_a_transmittal_do_not_count(mail: Mail, up: set[str]) -> None:
    mixed = from_mix(mail, sorted(up), DISTRICTS)
    assert len(mixed.register) == len(mail.readings) + len(up)
    assert [each.district_id for each in mixed.transmittals] == sorted(up)
    for row in mixed.register:
        if row.form_version == "transmittal":
            assert row.status in COUNTED
        elif row.district_id in up:
            assert row.status not in COUNTED | {FileStatus.REJECTED}


@settings(max_examples=10)
@given(mail=mails())
def test_open_findings_are_as_many_by_either_way(mail: Mail) -> None:
    whole, sent_by_all = from_files(mail), from_mix(mail, DISTRICTS, ())

    def told(result: Consolidation) -> list[tuple[object, ...]]:
        kept = (each for each in result.findings if not each.code.startswith("G"))
        return sorted((each.code, each.place_id or "", each.line or "", str(each.state)) for each in kept)

    assert told(sent_by_all) == told(whole)


@pytest.fixture(scope="module")
def small(small_rules: Path) -> Rulebook:
    """Two districts with four schools; one report of theirs is accepted with its errors."""
    return replace(load_rulebook(small_rules), decisions=(decision("0502", "accept", basis="письмо № 7"),))


@dataclass(frozen=True)
class Levels:
    """Real files: everybody's school files, and the transmittal that each district closed with only its own."""

    rulebook: Rulebook
    root: Path
    small_rules: Path
    forms: Path
    school_files: Mapping[str, Path]
    transmittals: Mapping[str, Path]

    def region(self, name: str, *sources: Path) -> Workspace:
        """A workspace of the region with copies of some files or folders in incoming/."""
        workspace = made_workspace(self.root / name, self.small_rules, self.forms)
        for source in sources:
            if source.is_dir():
                shutil.copytree(source, workspace.incoming, dirs_exist_ok=True)
            else:
                shutil.copy(source, workspace.incoming)
        return workspace


def mail_of(workspace: Workspace, rulebook: Rulebook, district_id: str) -> None:
    """Put what came from a district into incoming/: in time and twice, late, with errors; one school is silent."""
    if district_id == "01":
        send_form(workspace, rulebook, "0101", "2025-01-13/0101.xlsx", {"006": "Тайнова А. И.", "310": 5})
        shutil.copy(workspace.incoming / "2025-01-13" / "0101.xlsx", workspace.incoming / "ещё раз.xlsx")
    else:
        send_form(workspace, rulebook, "0501", "2025-01-28/0501.xlsx")
        send_form(workspace, rulebook, "0502", "2025-01-14/0502.xlsx", {"306": 40})


@pytest.fixture(scope="module")
def levels(
    small: Rulebook, small_rules: Path, kept_small_forms: Path, tmp_path_factory: pytest.TempPathFactory
) -> Levels:
    root = tmp_path_factory.mktemp("levels")
    files, transmittals = {}, {}
    for district_id in ("01", "05"):
        workspace = made_workspace(root / district_id, small_rules, kept_small_forms)
        mail_of(workspace, small, district_id)
        closing = consolidated_and_closed(workspace, small)
        name = next(each for each in closing.transmittals if each.startswith(district_id))
        files[district_id], transmittals[district_id] = workspace.incoming, closing.folder / name
    return Levels(small, root, small_rules, kept_small_forms, files, transmittals)


@pytest.fixture(scope="module")
def whole(levels: Levels) -> Run:
    """The region from everybody's school files."""
    return consolidated(levels.region("whole", *levels.school_files.values()), levels.rulebook)


def table(run: Run, name: str) -> str:
    return (run.folder / "data" / f"{name}.csv").read_text(encoding="utf-8")


def rows(run: Run, name: str) -> list[dict[str, str]]:
    with (run.folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.fixture(scope="module")
def from_above(levels: Levels) -> Run:
    """The region from the districts' transmittals; its own rules know nothing of the district's decision."""
    return consolidated(levels.region("up", *levels.transmittals.values()), replace(levels.rulebook, decisions=()))


def test_the_region_is_the_same_from_school_files_and_from_closed_transmittals(whole: Run, from_above: Run) -> None:
    for name in ("coverage", "activities", "completeness"):
        assert table(from_above, name) == table(whole, name)
    assert {row["status"] for row in rows(whole, "completeness")} >= {"on_time", "late", "silent"}


def test_values_of_facts_are_the_same_but_for_what_stays_in_a_district(
    whole: Run, from_above: Run, levels: Levels
) -> None:
    names = ("place_id", "line", "column", "value")
    below = {tuple(row[name] for name in names) for row in rows(whole, "facts")}
    above = {tuple(row[name] for name in names) for row in rows(from_above, "facts")}
    assert above < below
    fields = levels.rulebook.form("school", levels.rulebook.periods["2024"]).by_address
    staying = {Address(line, column) for _, line, column, _ in below - above}
    assert Address("310") in staying
    assert not any(leaves(fields[each]) for each in staying if each in fields)


def test_facts_name_the_cell_of_the_transmittal_that_prints_them(from_above: Run, levels: Levels) -> None:
    first = next(row for row in rows(from_above, "facts") if row["line"] == "101")
    assert (first["path"], first["sheet"]) == (levels.transmittals["01"].name, "Данные")
    row, column = position_of(first["cell"])
    assert open_written(levels.transmittals["01"]).sheet("Данные").at(row, column) == int(first["value"])


def test_the_regions_sheet_of_facts_prints_the_schools_own_cell(from_above: Run, whole: Run) -> None:
    def printed(run: Run) -> dict[tuple[object, ...], tuple[object, ...]]:
        sheet = open_written(run.folder / "Региональный свод 2024.xlsx").sheet("Данные")
        listed = [[sheet.at(row, column) for column in range(10)] for row in range(6, 200)]
        return {(row[0], row[3], row[4]): tuple(row[6:]) for row in listed if row[0]}

    above, below = printed(from_above), printed(whole)
    assert above.keys() <= below.keys()
    assert above == {key: below[key] for key in above}
    assert any(each[2] == "Показатели" for each in above.values())


def test_nothing_that_stays_in_a_district_reaches_the_region(from_above: Run) -> None:
    for file in from_above.folder.rglob("*"):
        if file.suffix == ".csv":
            assert "Тайнова" not in file.read_text(encoding="utf-8")
    assert not any(row["line"] == "310" for row in rows(from_above, "facts"))


def test_the_region_writes_to_no_school_of_a_district_that_sent_a_transmittal(whole: Run, from_above: Run) -> None:
    def written_to(run: Run) -> set[str]:
        return {each["place_id"] for each in run.contents["outputs"] if each["kind"] in {"letter", "return"}}

    assert "0503" in written_to(whole)
    assert written_to(from_above) == set()


@pytest.mark.parametrize(("up", "files"), [("01", ("05",)), ("05", ("01",)), ("05", ("01", "05"))])
def test_a_mix_of_transmittals_and_school_files_gives_the_same(
    levels: Levels, whole: Run, up: str, files: tuple[str, ...]
) -> None:
    sources = (levels.transmittals[up], *(levels.school_files[each] for each in files))
    mixed = consolidated(levels.region(f"mix {up} {files}", *sources), levels.rulebook)
    for name in ("coverage", "activities", "completeness"):
        assert table(mixed, name) == table(whole, name)
    statuses = {row["path"]: row["status"] for row in rows(mixed, "register")}
    assert statuses[levels.transmittals[up].name] in {"accepted", "warned"}
    if up in files:
        assert statuses["2025-01-28/0501.xlsx"] == statuses["2025-01-14/0502.xlsx"] == "superseded"


def test_the_summary_names_the_districts_that_sent_a_transmittal(from_above: Run, whole: Run, levels: Levels) -> None:
    (said,) = (each for each in summary_lines(from_above, levels.rulebook, "ru") if "ередаточных сводов" in each)
    assert said.startswith("Передаточных сводов учтено: 2 (")
    assert "исправлено" not in said
    assert not any("ередаточных сводов" in each for each in summary_lines(whole, levels.rulebook, "ru"))


def test_control_numbers_and_waived_errors_are_known_at_the_region_too(
    from_above: Run, whole: Run, levels: Levels
) -> None:
    above, below = (Index(each.consolidation, levels.rulebook) for each in (from_above, whole))
    assert above.control_numbers.items() <= below.control_numbers.items()
    assert set(above.control_numbers) >= {"0101", "0501", "0502"}
    assert above.waived["0502"] == below.waived["0502"] > 0


def test_what_a_closed_region_compares_with_may_come_the_other_way(levels: Levels) -> None:
    workspace = levels.region("both ways", *levels.school_files.values())
    consolidated_and_closed(workspace, levels.rulebook)
    for each in list(workspace.incoming.iterdir()):
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    for each in levels.transmittals.values():
        shutil.copy(each, workspace.incoming)
    again = consolidated(workspace, replace(levels.rulebook, decisions=()))
    assert {row["change"] for row in rows(again, "changes")} <= {
        "arrived",
        "gone",
        "decision_new",
        "decision_withdrawn",
    }


def test_checked_on_its_own_a_transmittal_is_judged_by_our_rules(levels: Levels) -> None:
    checked = check([levels.transmittals["01"]], levels.rulebook)
    assert [(row.status, row.place_id, row.revision) for row in checked.files] == [(FileStatus.ACCEPTED, "01", 1)]
    assert checked.findings == ()
    other = check([levels.transmittals["01"]], replace(levels.rulebook, targets=()))
    assert [(row.status, row.codes) for row in other.files] == [(FileStatus.WARNED, ("G30",))]


def test_a_draft_and_the_districts_own_workbook_are_told_apart(levels: Levels) -> None:
    drafts = levels.root / "01" / "outgoing" / "2024"
    checked = check(sorted(drafts.glob("01*.xlsx")), levels.rulebook)
    assert {(str(row.status), row.codes) for row in checked.files} == {("rejected", ("G08",)), ("warned", ("G41",))}


def test_a_district_that_sent_its_own_workbook_alone_is_written_to_and_named(levels: Levels) -> None:
    drafts = levels.root / "01" / "outgoing" / "2024"
    (own,) = drafts.glob("01*муниципальный*.xlsx")
    workspace = levels.region("own workbook", own, levels.transmittals["05"])
    run = consolidated(workspace, replace(levels.rulebook, decisions=()))
    letters = [each for each in run.contents["outputs"] if each["kind"] == "letter"]
    assert {each["place_id"] for each in letters if each["place_id"].startswith("01")} <= {"01"}
    said = list(summary_lines(run, levels.rulebook, "ru"))
    assert f"Нет передаточного свода (1): {levels.rulebook.registry['01'].name}." in said
    assert any(own.name in line and "муниципальный свод, а не передаточный" in line for line in said)
    cells = open_written(run.folder / "Региональный свод 2024.xlsx")
    for sheet, text in (
        ("Сводка", f"Нет передаточного свода: {levels.rulebook.registry['01'].name} (прислан муниципальный свод)."),
        ("О своде", f"{levels.rulebook.registry['01'].name}: передаточного свода нет (прислан муниципальный свод)"),
    ):
        assert any(cells.sheet(sheet).at(row, column) == text for row in range(90) for column in range(10))


def test_status_knows_what_districts_told_and_decided(levels: Levels) -> None:
    exempt = replace(levels.rulebook, decisions=(decision("0503", "exempt"),))
    district = made_workspace(levels.root / "05 exempt", levels.small_rules, levels.forms)
    mail_of(district, exempt, "05")
    closing = consolidated_and_closed(district, exempt)
    sent = closing.folder / next(each for each in closing.transmittals if each.startswith("05"))
    region = levels.region("status", sent, levels.school_files["01"])
    told = overview(region, replace(levels.rulebook, decisions=()), asked_of(levels.rulebook, None, None))
    standing = {each.place_id: str(each.standing) for each in told.places if each.form == "school"}
    assert standing == {"0101": "reported", "0501": "late", "0502": "with_errors"}
    assert [each.place_id for each in told.exempt] == ["0503"]
    (faulty,) = (each for each in told.places if each.place_id == "0502")
    assert (faulty.errors > 0, faulty.first) == (True, None)
    assert any("ошибок: " in line for line in overview_lines(told, levels.rulebook, "ru") if " 0502 " in line)


def test_a_decision_about_a_place_that_a_transmittal_tells_of_is_doubted(from_above: Run, levels: Levels) -> None:
    region = Workspace(from_above.folder.parent.parent)
    for place_id in ("01", "0101"):
        assert outlook(region, levels.rulebook, decision(place_id, "accept")) == Outlook(Doubt.SENT_UP, ())


def edited_by_hand(levels: Levels, name: str) -> Path:
    """The transmittal of the first district with another number in one of its formulas."""
    sent = levels.transmittals["01"]
    (sheet, cell), _ = next(each for each in cached(sent).items() if each[1] == 1.0)
    (levels.root / name).mkdir()
    return with_other_cached_value(sent, levels.root / name / "район.xlsx", (sheet, cell), "77")


def test_an_edited_transmittal_counts_by_its_data_and_is_refused_when_asked(levels: Levels, whole: Run) -> None:
    edited = edited_by_hand(levels, "edited")
    workspace = levels.region("strict", edited, levels.school_files["05"])
    lenient = consolidated(workspace, levels.rulebook)
    assert table(lenient, "coverage") == table(whole, "coverage")
    row = next(each for each in rows(lenient, "register") if each["path"] == "район.xlsx")
    assert (row["status"], row["codes"]) == ("warned", "G10")
    asked = asked_of(levels.rulebook, None, None, strict=True)
    strict = run_consolidation(workspace, levels.rulebook, asked)
    row = next(each for each in rows(strict, "register") if each["path"] == "район.xlsx")
    assert (row["status"], row["codes"]) == ("rejected", "G09 G10")
    silent = {each["place_id"] for each in rows(strict, "completeness") if each["status"] == "silent"}
    assert silent >= {"0101", "0503"}
    written_to = {each["place_id"] for each in strict.contents["outputs"] if each["kind"] == "letter"}
    assert "0503" in written_to
    assert "0101" not in written_to  # its district is asked, not the school


def test_the_command_refuses_edited_transmittals_when_asked(levels: Levels, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = levels.region("command", edited_by_hand(levels, "edited for the command"))
    at = ("--workspace", str(workspace.root), "--returns", "none", "-q")
    assert exit_code(["consolidate", *at]) == 0
    assert "исправлено вручную ячеек: 1" in capsys.readouterr().out
    assert exit_code(["consolidate", *at, "--strict"]) == 1
    assert "не принято из-за ошибок: 1" in capsys.readouterr().out
