"""Counts of a demo organisation that agree with each other, as an attentive curator would have counted them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from math import ceil

from engine.pipeline.demo.draws import between, draw
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind

#: Shares in twentieths that real numbers hit too rarely to go unquestioned: 10, 70, 85 and 100 %.
_ROUND_SHARES = (2, 14, 17, 20)
_QUESTIONED_FROM = 10
_SMALL = 100  # below so many pupils an organisation has no students and employers as mentors
_LARGE = 500  # from so many pupils on deputy heads take part as mentors of teachers


class Stage(Enum):
    """Who is taught: the range of the shares aged 10 and older, and of those aged 15–19."""

    FULL = (0.58, 0.66), (0.11, 0.19)  # grades 1–11
    BASIC = (0.50, 0.60), (0.05, 0.10)  # grades 1–9
    PRIMARY = (0.05, 0.12), (0.0, 0.0)  # grades 1–4
    EVENING = (0.93, 0.98), (0.60, 0.75)  # grown-ups among the pupils
    COLLEGE = (0.95, 0.98), (0.86, 0.93)


@dataclass(frozen=True, slots=True)
class Profile:
    """What decides an organisation's numbers; shares are of 1.

    ``involved`` of all pupils in at least one role, ``mentors`` of pupils aged 15–19 as mentors, ``rookies`` of
    teachers in their first years with a mentor, ``pleased`` of the people asked.
    """

    kind: Kind
    pupils: int
    stage: Stage = Stage.FULL
    involved: float = 0.7
    mentors: float = 0.1
    rookies: float = 0.7
    pleased: float = 0.85


@dataclass(frozen=True, slots=True)
class _Form:
    """One line of section 2: how many mentors and mentees a form of mentoring has."""

    mentors: int
    mentees: int


@dataclass(slots=True)
class _Count:
    """The sheet of paper on which the curator counts: single lines by code, section 2 by line."""

    place_id: str
    profile: Profile
    lines: dict[str, int] = field(default_factory=dict)
    forms: dict[str, _Form] = field(default_factory=dict)

    def __getitem__(self, line: str) -> int:
        return self.lines.get(line, 0)

    def share(self, question: str, low: float, high: float) -> float:
        return between(self.place_id, question, low, high)

    def some(self, question: str, whole: int, share: float) -> int:
        """A share of a few people: over many places the share comes true, in one place it is a matter of luck."""
        return min(int(whole * share + draw(self.place_id, question)), whole)


def counts_of(place_id: str, profile: Profile) -> dict[Address, int]:
    """All counts that an organisation of its kind fills, by address; forms of mentoring not practised are left out.

    The counts keep every control relation; no share of ten or more is exactly a round target or 100 %.
    """
    count = _Count(place_id, profile)
    _pupils(count)
    _teachers(count)
    if profile.kind is not Kind.KINDERGARTEN:
        _pupils_taking_part(count)
        _forms_with_pupils(count)
    _forms_among_adults(count)
    _mentors_who_are_adults(count)
    _partners(count)
    everyone = _everyone(count)
    _surveys(count, everyone)
    return {**_addressed(count.lines), **_section_2(count, everyone)}


def roll_of(place_id: str, profile: Profile) -> dict[Address, int]:
    """Section 1 alone: what an organisation without mentoring fills in."""
    count = _Count(place_id, profile)
    _pupils(count)
    _teachers(count)
    return _addressed(count.lines)


def _pupils(count: _Count) -> None:
    pupils = count.profile.pupils
    count.lines["101"] = pupils
    if count.profile.kind is not Kind.KINDERGARTEN:
        from_10, from_15 = count.profile.stage.value
        count.lines["102"] = round(pupils * count.share("102", *from_10))
        count.lines["103"] = round(pupils * count.share("103", *from_15))


def _teachers(count: _Count) -> None:
    pupils, kind = count.profile.pupils, count.profile.kind
    per_teacher = {Kind.KINDERGARTEN: 9.0, Kind.SUPPLEMENTARY: 38.0}.get(kind, 14.5)
    count.lines["104"] = round(pupils / per_teacher * count.share("104", 0.9, 1.1)) + 5
    if kind in (Kind.KINDERGARTEN, Kind.SUPPLEMENTARY):
        return
    count.lines["105"] = round(count["104"] * count.share("105", 0.78, 0.88))
    count.lines["106"] = round(count["105"] * count.share("106", 0.04, 0.2))
    count.lines["107"] = round(count["106"] * count.share("107", 0.6, 1.0))


def _pupils_taking_part(count: _Count) -> None:
    profile = count.profile
    mentors_15_19 = _unround(round(count["103"] * profile.mentors), count["103"])
    mentors = mentors_15_19 + round((count["102"] - count["103"]) * count.share("303", 0.0, 0.03))
    involved = _unround(max(round(count["101"] * profile.involved), mentors + 1), count["101"])
    # Where only the mentors take part one of them has a mentor too: the forms below are somebody's.
    both = max(round(mentors * count.share("305", 0.1, 0.3)), mentors - involved + 1)
    mentees = involved - mentors + both
    # Mentors are 10 or older: the mentees of that age and the pupils who are only mentors cannot be more than line 102.
    room = min(mentees, count["102"] - (mentors - both))
    wanted = round(count["102"] * (profile.involved + count.share("302", 0.0, 0.06)))
    fewest = max(mentees - (count["101"] - count["102"]), both)
    mentees_10_19 = max(fewest, _unround(min(wanted, room), count["102"]))
    count.lines |= {
        "301": mentees,
        "302": mentees_10_19,
        "303": mentors,
        "304": mentors_15_19,
        "305": both,
        "306": involved,
    }
    if draw(count.place_id, "310 is filled in") < 0.8:
        count.lines["310"] = round(involved * count.share("310", 0.02, 0.07))


def _forms_with_pupils(count: _Count) -> None:
    mentees, kind = count["301"], count.profile.kind
    shares = {"201": count.share("201", 0.28, 0.4) if count["303"] else 0.0}
    if count.profile.pupils >= _SMALL:
        if kind is Kind.VOCATIONAL:
            shares["206"] = count.share("206", 0.1, 0.25)
        else:
            shares["204"] = count.share("204", 0.03, 0.08)
            shares["205"] = count.share("205", 0.04, 0.12)
    by_form = {line: min(max(round(mentees * share), 1), mentees) for line, share in shares.items() if share}
    # Some children take part in two forms; everyone not named above has a teacher as mentor.
    twice = round(mentees * count.share("twice", 0.01, 0.06))
    by_form["202"] = max(min(mentees - sum(by_form.values()) + twice, mentees), 1)
    per_mentor = {"202": 9.0, "204": 6.0, "205": 7.0, "206": 8.0}
    for line, number in sorted(by_form.items()):
        mentors = count["303"] if line == "201" else ceil(number / per_mentor[line])
        if line == "202":
            mentors = min(mentors, max(round(count["104"] * 0.75), 1))
        count.forms[line] = _Form(mentors, number)


def _forms_among_adults(count: _Count) -> None:
    rookies = count.profile.rookies
    if "105" in count.lines:
        count.lines["307"] = _unround(count.some("307", count["106"], rookies), count["106"])
        count.lines["311"] = _unround(count.some("311", count["107"], rookies * 0.97), count["107"])
    among_colleagues = (0.08, 0.2) if count.profile.kind is Kind.KINDERGARTEN else (0.0, 0.06)
    mentees = count["307"] + round(count["104"] * count.share("203", *among_colleagues))
    if mentees:
        mentors = max(mentees - round(mentees * count.share("203.1", 0.0, 0.3)), 1)
        count.forms["203"] = _Form(min(mentors, count["104"]), mentees)
    if count.profile.pupils >= _LARGE:
        count.forms["207"] = _Form(2, 3)


def _mentors_who_are_adults(count: _Count) -> None:
    teachers = [count.forms[line].mentors for line in ("202", "203") if line in count.forms]
    overlap = round(min(teachers, default=0) * count.share("308", 0.2, 0.6)) if len(teachers) > 1 else 0
    count.lines["308"] = max(min(sum(teachers) - overlap, count["104"]), max(teachers, default=0))
    count.lines["309"] = sum(count.forms[line].mentors for line in ("204", "205", "206") if line in count.forms)


def _partners(count: _Count) -> None:
    givers = sum(ceil(count.forms[line].mentors / 2) for line in ("205", "206") if line in count.forms)
    count.lines["402"] = givers + ("204" in count.forms)
    count.lines["401"] = count["402"] + round(count.share("401", 0.0, 2.0))


def _everyone(count: _Count) -> _Form:
    """Line 291: mentors and mentees, each once."""
    heads = count.forms.get("207", _Form(0, 0))
    teachers = count.forms.get("203", _Form(0, 0))
    return _Form(
        count["303"] + count["308"] + count["309"] + heads.mentors, count["301"] + teachers.mentees + heads.mentees
    )


def _surveys(count: _Count, everyone: _Form) -> None:
    for asked, pleased, people in (("501", "502", everyone.mentees), ("503", "504", everyone.mentors)):
        count.lines[asked] = min(ceil(people * count.share(asked, 0.45, 0.8)), people)
        share = count.profile.pleased + count.share(pleased, -0.05, 0.05)
        count.lines[pleased] = _unround(min(round(count[asked] * share), count[asked]), count[asked])


def _section_2(count: _Count, everyone: _Form) -> dict[Address, int]:
    typed = {
        Address(line, str(column)): number
        for line, form in sorted(count.forms.items())
        for column, number in enumerate(_row_of(count, line, form), start=1)
    }
    return typed | {Address("291", "1"): everyone.mentors, Address("291", "2"): everyone.mentees}


def _row_of(count: _Count, line: str, form: _Form) -> Iterable[int]:
    pairs, groups = _pairs_and_groups(form)
    programmes = max(pairs + groups - round(pairs * count.share(f"{line}.5", 0.0, 0.15)), 1)
    finished = int(form.mentees * count.share(f"{line}.6", 0.45, 0.75))
    left = int(form.mentees * count.share(f"{line}.7", 0.0, 0.05))
    return form.mentors, form.mentees, pairs, groups, programmes, finished, left


def _pairs_and_groups(form: _Form) -> tuple[int, int]:
    """Pairs and groups in which everybody has a place."""
    if form.mentees <= max(form.mentors, 6):
        return max(form.mentors, form.mentees), 0
    in_pairs = round(form.mentees * 0.25)
    groups = ceil((form.mentees - in_pairs) / 9)
    return max(in_pairs, form.mentors - groups), groups


def _unround(part: int, whole: int) -> int:
    """The part itself, or less by the few that keep its share off a round number."""
    while part > 0 and whole >= _QUESTIONED_FROM and any(part * 20 == share * whole for share in _ROUND_SHARES):
        part -= 1
    return part


def _addressed(lines: Mapping[str, int]) -> dict[Address, int]:
    return {Address(line): number for line, number in lines.items()}
