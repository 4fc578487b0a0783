from pathlib import Path

from engine.cli.reference import commands, reference

README = Path(__file__).parents[2] / "README.md"


def test_reference_describes_every_command() -> None:
    assert {path for path, _ in commands()} >= {"svod consolidate", "svod rules check", "svod template"}
    assert all(f"### `{path}" in reference() for path, _ in commands())


def test_readme_holds_the_reference_as_it_is_today() -> None:
    assert reference().strip() in README.read_text(encoding="utf-8")
