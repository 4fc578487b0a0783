"""Make a demo workspace: the real forms, filled, in incoming/ as the mail of January brought them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from engine.pipeline.demo.answers import district_answers, school_answers
from engine.pipeline.demo.conversion import convert
from engine.pipeline.demo.draws import draw, one_of
from engine.pipeline.demo.handling import (
    insert_rows,
    rename_sheet,
    type_over,
    write_archive,
    write_scan,
    write_thumbnails,
)
from engine.pipeline.demo.report import DemoReport
from engine.pipeline.demo.story import (
    ARCHIVE_ON,
    CORRECTION_ON,
    DISTRICT_ON,
    FIRST_VERSION_ON,
    LATE_ON,
    MAIL_DAYS,
    PERIOD,
    PLANTED,
    Mess,
    reports,
)
from engine.pipeline.initialisation import make_workspace
from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Period
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, district_content, form_file_name, school_content, universal_content
from engine.template.layout import layout_of
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Place

NAME = Address("002")
MENTOR_TEACHERS = Address("308")
INSERTED = ("Рассмотрено на педагогическом совете 10.01.2025", "Показатели сверены с формой ОО-1")
ARCHIVE_NAME = "Отчёты двух школ.zip"
CONVERTED = {Mess.ODS: "ods", Mess.XLS: "xls", Mess.UNIVERSAL_BLANK: "xlsx"}
_Answers = Mapping[Address, Value]


@dataclass
class _Mail:
    """Incoming mail as it is put together: forms by place, and everything that lies in incoming/."""

    incoming: Path
    rulebook: Rulebook
    period: Period
    answers: dict[str, _Answers] = field(default_factory=dict)
    forms: dict[str, Path] = field(default_factory=dict)

    def folder(self, received_on: date, place: Place) -> Path:
        """The folder of a day's mail; the city's mail is sorted into a folder of its own."""
        day = self.incoming / received_on.isoformat()
        folder = day / "Светлоборский ГО" if place.parent_id == "03" else day
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def keep(self, place: Place, received_on: date, content: FormContent, answers: _Answers, name: str) -> Path:
        """Write a filled form and remember it as the one that counts."""
        path = self.folder(received_on, place) / name
        write_form(path, replace(content, values=answers))
        self.answers[place.id], self.forms[place.id] = answers, path
        return path


def make_demo(folder: Path, rules: Path) -> DemoReport:
    """Make a workspace in a new or empty folder and fill its incoming/ with a demo region's reports.

    The same rules give the same files, but for what LibreOffice saves; without LibreOffice these stay .xlsx.

    Raises:
        WorkspaceError: the folder holds something already.
        RulesError: the rules are faulty.
    """
    workspace = make_workspace(folder, rules)
    rulebook = load_rulebook(workspace.rules)
    mail = _Mail(workspace.incoming, rulebook, rulebook.periods[PERIOD])
    for place in rulebook.registry.schools():
        mess = PLANTED.get(place.id)
        if reports(place) and mess is not Mess.SILENT:
            _send_school_form(mail, place, mess)
    for place in rulebook.registry.districts:
        if owed_in_form(rulebook, place.id, mail.period):
            _send_district_form(mail, place)
    for mess, ending in CONVERTED.items():
        _convert(mail, ending, mess)
    sent = {place_id: path.relative_to(mail.incoming).as_posix() for place_id, path in mail.forms.items()}
    sent |= _archive(mail)
    write_thumbnails(mail.incoming / MAIL_DAYS[2].isoformat() / "Thumbs.db")
    files = sorted(path.relative_to(mail.incoming).as_posix() for path in mail.incoming.rglob("*") if path.is_file())
    return DemoReport(folder, tuple(files), PLANTED, mail.answers, sent)


def _send_school_form(mail: _Mail, place: Place, mess: Mess | None) -> None:
    received_on = _received_on(place, mess)
    filled_on = received_on - timedelta(days=int(draw(place.id, "filled on") * 3))
    content, name = _form_for(mail, place, mess)
    answers = school_answers(content, place, filled_on, mess)
    if mess is Mess.CORRECTED:
        _send_first_version(mail, place, content)
        answers[Address("012")] = "уточнённый № 1"
        name = name.replace(".xlsx", " (исправленный).xlsx")
    path = mail.keep(place, received_on, content, answers, name)
    _handle(mail, place, content, path, mess)


def _received_on(place: Place, mess: Mess | None) -> date:
    fixed = {Mess.LATE: LATE_ON, Mess.CORRECTED: CORRECTION_ON, Mess.ARCHIVE: ARCHIVE_ON, Mess.SENT_TWICE: MAIL_DAYS[1]}
    return fixed[mess] if mess in fixed else one_of(place.id, "received on", MAIL_DAYS)


def _form_for(mail: _Mail, place: Place, mess: Mess | None) -> tuple[FormContent, str]:
    """The form that an organisation fills and the file name under which it comes back."""
    if mess is Mess.UNIVERSAL_BLANK:
        content = universal_content(mail.rulebook, mail.period, place.parent_id)
        return content, form_file_name(content)
    content = school_content(mail.rulebook, mail.period, place.id)
    # Most curators keep the name that the form came with; some do not.
    names = dict.fromkeys(range(9), form_file_name(content)) | {9: f"Отчет наставничество {place.id} (1).xlsx"}
    return content, names[int(draw(place.id, "file name") * 10)]


def _send_first_version(mail: _Mail, place: Place, content: FormContent) -> None:
    """The version that was sent before the correction: a class was forgotten, so fewer children take part."""
    answers = school_answers(content, place, FIRST_VERSION_ON, forgotten=0.08)
    mail.keep(place, FIRST_VERSION_ON, content, answers, form_file_name(content))


def _handle(mail: _Mail, place: Place, content: FormContent, path: Path, mess: Mess | None) -> None:
    """Do to a filled form what the story says."""
    layout, answers = layout_of(content), mail.answers[place.id]
    match mess:
        case Mess.UNIT_IN_NUMBER:
            type_over(path, {layout.cell_of(MENTOR_TEACHERS): f"{answers[MENTOR_TEACHERS]} чел."})
        case Mess.ERRORS:
            wrong = _wrong(answers)
            type_over(path, {layout.cell_of(address): value for address, value in wrong.items()})
            mail.answers[place.id] = {**answers, **wrong}
        case Mess.UNIVERSAL_BLANK:
            # The form's own results were those of an empty blank; a program that opens it calculates them anew.
            type_over(path, {layout.cell_of(NAME): place.name})
        case Mess.RENAMED_SHEET:
            rename_sheet(path, "Показатели", "Показатели за 2024 год")
        case Mess.INSERTED_ROWS:
            sheet, section = layout.sections["3"]
            insert_rows(path, sheet.name, section.title_row + 1, INSERTED)
        case Mess.SIGNED_SCAN:
            write_scan(path.with_name(f"{place.id} подписанный отчёт, скан.pdf"))
        case Mess.SENT_TWICE:
            again = mail.folder(MAIL_DAYS[2], place) / f"Копия {path.name}"
            again.write_bytes(path.read_bytes())


def _wrong(answers: _Answers) -> dict[Address, Value]:
    """Answers of a curator in a hurry: more mentees than pupils, children counted twice, a percentage as a count.

    More teachers are mentors than there are teachers: that may be so, and is asked about.
    """

    def count(line: str) -> int:
        value = answers[Address(line)]
        assert isinstance(value, int)  # noqa: S101  the story gives this organisation every line
        return value

    return {
        Address("302"): count("102") + 15,
        Address("306"): count("306") + max(count("305"), 1),
        Address("308"): count("104") + 2,
        Address("502"): "70%",
    }


def _send_district_form(mail: _Mail, place: Place) -> None:
    content = district_content(mail.rulebook, mail.period, place.id)
    answers = district_answers(content, place, DISTRICT_ON)
    mail.keep(place, DISTRICT_ON, content, answers, form_file_name(content))


def _convert(mail: _Mail, ending: str, mess: Mess) -> None:
    place_ids = [place_id for place_id in mail.forms if PLANTED.get(place_id) is mess]
    converted = convert([mail.forms[place_id] for place_id in place_ids], ending)
    mail.forms.update(zip(place_ids, converted, strict=True))


def _archive(mail: _Mail) -> Iterator[tuple[str, str]]:
    """Pack the forms of the places that send an archive; yield where each form lies then."""
    place_ids = [place_id for place_id in mail.forms if PLANTED.get(place_id) is Mess.ARCHIVE]
    paths = [mail.forms[place_id] for place_id in place_ids]
    target = mail.incoming / ARCHIVE_ON.isoformat() / ARCHIVE_NAME
    write_archive(target, paths)
    for place_id, path in zip(place_ids, paths, strict=True):
        yield place_id, f"{target.relative_to(mail.incoming).as_posix()}/{path.name}"
