from engine.cli.askedwords import asked_lines
from engine.pipeline.choices import asked_of
from engine.rulebook.rulebook import Rulebook


def test_default_period_and_date_are_said_to_be_defaults(rulebook: Rulebook) -> None:
    (line,) = asked_lines(asked_of(rulebook, None, None), "en")
    assert line == "Period: 2024 год (the rules' current one); as of 2024-12-31 (the period's own date)."
