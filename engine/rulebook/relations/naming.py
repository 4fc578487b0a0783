"""How a sentence names the fields of a form: in full once, then as briefly as the printed codes allow."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.rulebook.forms import Form
from engine.rulebook.relations.errors import words
from engine.rulebook.relations.syntax import Expression
from engine.vocabulary.fields import Address


@dataclass
class Naming:
    """Names fields in one sentence; keeps what was named, so that no label and no line is said twice."""

    form: Form
    lang: str
    labelled: set[Address] = field(default_factory=set)
    line_labelled: set[str] = field(default_factory=set)
    current_line: str | None = None

    def name(self, address: Address, *, labels: bool) -> str:
        """«строка 203, графа 2 (учитель – учитель: наставляемых)», later in the same line «графа 3 (пар)».

        Without ``labels`` only the codes.
        """
        code = self._code(address)
        if not labels or address in self.labelled:
            return code
        label = self._label(address)
        self.labelled.add(address)
        return f"{code} ({label})"

    def line(self, address: Expression) -> str:
        """«строка 203», whatever was named before."""
        return words()["sentence"]["line"][self.lang].format(line=address.line) if isinstance(address, Address) else ""

    def span(self, addresses: tuple[Address, ...]) -> str:
        """«строк 201–208 по графе 1», in the genitive that «сумма …» and «наибольшее из …» ask for."""
        self.current_line = None
        first, last = addresses[0], addresses[-1]
        if not self._has_columns(first):
            phrase = "lines_of"
        elif first.line == last.line:
            phrase = "columns_of"
        else:
            phrase = "lines_in_column" if first.column == last.column else "block"
        facts = {"line": first.line, "column": first.column, "last_column": last.column}
        ends = (first.column, last.column) if phrase == "columns_of" else (first.line, last.line)
        return words()["sentence"][phrase][self.lang].format(first=ends[0], last=ends[1], **facts)

    def _code(self, address: Address) -> str:
        same_line = address.line == self.current_line
        phrase = "line" if not self._has_columns(address) else "column" if same_line else "cell"
        self.current_line = address.line
        return words()["sentence"][phrase][self.lang].format(line=address.line, column=address.column)

    def _label(self, address: Address) -> str:
        line = _in_sentence(self.form.by_address[address].short)
        if not self._has_columns(address):
            return line
        column = _in_sentence(self._column_label(address))
        if address.line in self.line_labelled:
            return column
        self.line_labelled.add(address.line)
        return f"{line}: {column}"

    def _column_label(self, address: Address) -> str:
        section = self.form.section(self.form.by_address[address].section_id)
        column = next(each for each in section.columns if each.column == address.column)
        return column.short or column.label

    def _has_columns(self, address: Address) -> bool:
        return len(self.form.section(self.form.by_address[address].section_id).columns) > 1


def _in_sentence(label: str) -> str:
    """The label with a small first letter, unless it begins with an abbreviation."""
    word = label.split(maxsplit=1)[0] if label else ""
    return label if len(word) > 1 and word.isupper() else f"{label[:1].lower()}{label[1:]}"
