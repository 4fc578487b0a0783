"""The school form, and rules bound to it."""

from __future__ import annotations

import pytest
from support.trying import Subjects, subjects_on

from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Rulebook


@pytest.fixture(scope="session")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


@pytest.fixture(scope="session")
def subjects(form: Form) -> Subjects:
    return subjects_on(form)
