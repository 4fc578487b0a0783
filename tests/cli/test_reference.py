import re
from pathlib import Path

import pytest

from engine.cli.reference import code_table, commands, reference
from engine.vocabulary.messages import catalogue

ROOT = Path(__file__).parents[2]
CODES = ROOT / "engine" / "vocabulary" / "texts" / "README.md"


def test_reference_describes_every_command() -> None:
    assert {path for path, _ in commands()} >= {"svod consolidate", "svod rules check", "svod template"}
    assert all(f"### `{path}" in reference() for path, _ in commands())


def test_readme_holds_the_reference_as_it_is_today() -> None:
    assert reference().strip() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_finding_code_is_documented_as_it_is_today() -> None:
    assert all(f"| {code} |" in code_table() for code in catalogue() if code != "K")
    assert code_table().strip() in CODES.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_every_file_that_a_readme_names_is_there(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_pictures_are_small() -> None:
    sizes = {picture.name: picture.stat().st_size for picture in (ROOT / ".github").glob("*.png")}
    assert len(sizes) >= 12
    assert {name: size for name, size in sizes.items() if not 20_000 < size < 250_000} == {}
