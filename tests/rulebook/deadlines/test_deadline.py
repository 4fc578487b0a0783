from engine.rulebook.deadlines.deadline import Confidence, DeadlineKind


def test_confidences_stand_the_surest_first() -> None:
    assert list(Confidence) == ["exact", "assumed", "repaired", "unreadable"]


def test_kinds_are_named_as_the_command_prints_them() -> None:
    assert {"school year", "half-year", "event-bound"} <= set(DeadlineKind)
