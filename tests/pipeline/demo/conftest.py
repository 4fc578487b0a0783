"""One demo for all tests of this folder, made as without LibreOffice: fast, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.pipeline.demo import DemoReport, make_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, rules_dir: Path) -> DemoReport:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        return make_demo(tmp_path_factory.mktemp("demo") / "область", rules_dir)
