"""One LibreOffice for all tests of this folder: it takes seconds to start."""

from collections.abc import Iterator

import pytest
from support import libreoffice as harness


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[harness.LibreOffice]:
    with harness.running() as office:
        yield office
