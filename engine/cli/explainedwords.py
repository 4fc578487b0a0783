"""The sentence that says one node of an explanation, in the language spoken."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import ceil
from typing import Any

from engine.pipeline.explaining.tree import Amount, Node
from engine.report import wording
from engine.report.shares import percent_text
from engine.report.texts import number_text, plural
from engine.rulebook.model import PersonNoun
from engine.vocabulary.dates import day
from engine.vocabulary.language import RUSSIAN, spoken, tr
from engine.vocabulary.places import Registry

_DECIMALS = 2
_MINUS = "−"
#: Nodes whose value is a difference, shown with its sign.
_SIGNED = frozenset({"gap", "change", "version_change"})
#: Nodes whose share is a limit that people set, written without trailing zeros.
_LIMITS = frozenset({"target", "roadmap_target"})
_TRAILING = re.compile(r"[.,]?0+(?=\s?%)")
#: Nodes whose value is a share whatever the indicator.
_SHARES = frozenset({"count_ratio", "growth", "share", "district_share", "pair"})


@dataclass(frozen=True)
class Names:
    """Names of places for sentences."""

    registry: Registry

    def of(self, place_id: str) -> str:
        """«0101 МБОУ «Ручейская СОШ»»; a place that the registry does not have by its id alone."""
        return f"{place_id} {self.registry[place_id].name}" if place_id in self.registry else place_id

    def name(self, place_id: str | None) -> str | None:
        """The name alone; None where there is none."""
        return self.registry[place_id].name if place_id is not None and place_id in self.registry else None


def sentence(node: Node, names: Names, *, brief: bool = False) -> str:
    """What a node says, without its place and where it stands; ``brief`` where what it is about is said above it."""
    templates = _texts()["nodes"]
    variant = f"{node.what}_brief" if brief else f"{node.what}_none" if node.value is None else node.what
    what = variant if variant in templates else node.what
    return str(templates[what][spoken()]).format_map(_filling(node, names))


def amount(value: Amount, node: Node) -> str:
    """A value as it is written in a sentence about a node."""
    if value is None:
        return "–"
    if isinstance(value, Fraction) and (node.facts.get("unit") == "share" or node.what in _SHARES):
        return _share(value, node)
    if isinstance(value, int | Fraction):
        sign = _MINUS if value < 0 else "+" if value and node.what in _SIGNED else ""
        return f"{sign}{_decimal(max(value, -value))}"
    return day(value) if isinstance(value, date) else value


def formula(node: Node) -> str | None:
    """How a value follows from what stands below, in words; None where it stands somewhere itself."""
    words = _words()
    values = [amount(each.value, each) for each in node.parts]
    number = number_text(len(node.parts) + node.more)
    match node.how:
        case "sum" | "added" | "computed" | "count" | "largest":
            return words[f"how_{node.how}"].format(number=number)
        case "pairs" if "numerator" in node.facts:
            return words["how_ratio"].format(first=_number(node, "numerator"), second=_number(node, "denominator"))
        case "ratio" | "difference" | "points" | "growth" if len(values) > 1:
            return words[f"how_{node.how}"].format(first=values[0], second=values[1])
        case "short" if "exact" in node.facts:
            return words["how_short"].format(needed=_needed(node), numerator=_number(node, "numerator"))
    return None


def counted_words(node: Node) -> str:
    """What a node counts: «Учтено отчётов», «Сдано вовремя, сдано с опозданием»."""
    counted, asked = _texts()["counted"].get(node.what, {}), node.facts.get("what") or node.facts.get("column")
    whats = asked if isinstance(asked, tuple) else (asked,)
    words = [str(counted.get(str(each), {}).get(spoken(), "")) for each in whats]
    return ", ".join(each if number == 0 else each[:1].lower() + each[1:] for number, each in enumerate(words))


def _share(value: Fraction, node: Node) -> str:
    """A share as a percentage; a difference of shares in points, a growth with its sign."""
    if node.what in _SIGNED:
        sign = _MINUS if value < 0 else "+" if value else ""
        return _words()["points"].format(value=f"{sign}{_decimal(max(value, -value))}")
    sign = "+" if node.what == "growth" and value > 0 else ""
    text = f"{sign}{percent_text(value, _DECIMALS)}".replace("-", _MINUS)
    return _TRAILING.sub("", text) if node.what in _LIMITS else text


def _decimal(value: int | Fraction) -> str:
    """A number with at most two decimals, as the language writes it."""
    rounded = round(value * 100)
    whole, rest = divmod(rounded, 100)
    decimals = f"{rest:02d}".rstrip("0")
    comma = "," if spoken() == RUSSIAN else "."
    return number_text(int(whole)) + (f"{comma}{decimals}" if decimals else "")


def _filling(node: Node, names: Names) -> Mapping[str, str]:
    """What the placeholders of a sentence stand for."""
    facts = {name: _fact(value, node) for name, value in node.facts.items()}
    parts, below = [amount(each.value, each) for each in node.parts], node.facts.get("bottom")
    return defaultdict(
        lambda: "–",
        {
            **facts,
            "value": amount(node.value, node),
            "place": names.of(node.place_id) if node.place_id else "",
            "field": _field(node.facts),
            "under": _field(below, "over_line") if isinstance(below, Mapping) else "–",
            "what": counted_words(node),
            "first": str(node.facts.get("first") or (parts[0] if parts else "")),
            "second": str(node.facts.get("second") or (parts[-1] if parts else "")),
            "sum": " + ".join(parts),
            **_said_of_reports(node),
            **_said_of_activities(node),
            **_said_of_targets(node, names),
        },
    )


def _fact(value: object, node: Node) -> str:
    if isinstance(value, Mapping):
        return _capital(_field(value))
    if isinstance(value, PersonNoun):
        number = node.value if isinstance(node.value, int) else 0
        return plural(number, value.one, value.few, value.many) if spoken() == RUSSIAN else _words()["people"]
    if isinstance(value, Fraction) and node.facts.get("unit") == "share":
        return _share(value, node)
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return _decimal(value)
    return day(value) if isinstance(value, date) else "–" if value is None else str(value)


def _field(facts: Mapping[str, object], case: str = "line") -> str:
    """«строка 201, графа 2 («ученик – ученик: наставляемых»)»."""
    words = _words()
    label = ": ".join(str(facts[each]) for each in ("label", "column_label") if facts.get(each))
    column = words["column"].format(column=facts.get("column")) if facts.get("column_label") else ""
    line = words[case].format(line=facts.get("line", "–"))
    return f"{line}{column}{words['label'].format(label=label) if label else ''}"


def _said_of_reports(node: Node) -> Mapping[str, str]:
    words, facts = _words(), node.facts
    if "status" not in facts or "form" not in facts:
        return {}
    status = tr(wording.COMPLETENESS[str(facts["status"])].word)
    waived = facts.get("waived")
    received, due = (_day(facts.get(each)) for each in ("received_on", "due_on"))
    return {
        "whose": words["district"] if facts["form"] == "district" else "",
        "status": status + (words["waived"].format(waived=waived) if waived else ""),
        "received": words["received"].format(received_on=received) if received else "",
        "due_on": due or words["no_date"],
    }


def _said_of_activities(node: Node) -> Mapping[str, str]:
    words, facts = _words(), node.facts
    if "key" not in facts:
        return {}
    done_on, days = facts.get("done_on"), facts.get("days_overdue")
    status = facts.get("status")
    return {
        "status": _status(status),
        "days": words["days"].format(days_overdue=number_text(int(str(days)))) if days else "",
        "due_on": _day(facts.get("due_on")) or words["no_date"],
        "done": words["done"].format(done_on=_day(done_on)) if done_on else "",
        "value": _status(node.value) or amount(node.value, node),
    }


def _status(value: object) -> str:
    """The word of an activity's status; empty for anything else."""
    return tr(wording.ACTIVITY[value].word) if isinstance(value, str) and value in wording.ACTIVITY else ""


def _said_of_targets(node: Node, names: Names) -> Mapping[str, str]:
    words, facts = _words(), node.facts
    if "exact" in facts:
        denominator = _number(node, "denominator")
        arithmetic = words["arithmetic"].format(
            target=_limit(facts["target"], node), denominator=denominator, exact=_exact(node)
        )
        needed = words["only"] if facts.get("denominator") is None else arithmetic
        return {"arithmetic": needed, "needed": _needed(node), "target": _limit(facts["target"], node)}
    if "is_todays" not in facts:
        return {}
    place = facts.get("for_place")
    whose = words["for_all"] if place is None else words["for_place"].format(place=names.of(str(place)))
    return {
        "for_place": whose if facts["is_todays"] else words["other_rules"],
        "confirmed": words["confirmed" if facts["confirmed"] else "unconfirmed"],
    }


def _limit(value: object, node: Node) -> str:
    """A target in a sentence, without trailing zeros."""
    return _TRAILING.sub("", _fact(value, node)) if node.facts.get("unit") == "share" else _fact(value, node)


def _needed(node: Node) -> str:
    """The whole persons that a target needs."""
    exact = node.facts["exact"]
    return number_text(ceil(exact)) if isinstance(exact, int | Fraction) else "–"


def _exact(node: Node) -> str:
    exact = node.facts["exact"]
    return _decimal(exact) if isinstance(exact, int | Fraction) else "–"


def _number(node: Node, name: str) -> str:
    value = node.facts.get(name)
    return number_text(value) if isinstance(value, int) else "–"


def _day(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return day(date.fromisoformat(value)) if isinstance(value, str) and value else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words() -> Mapping[str, str]:
    found: Mapping[str, str] = _texts()["words"][spoken()]
    return found


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads(files("engine.cli").joinpath("explained.toml").read_text(encoding="utf-8"))
