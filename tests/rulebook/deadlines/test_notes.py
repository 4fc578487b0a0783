from engine.rulebook.deadlines.deadline import Note, Surroundings
from engine.rulebook.deadlines.notes import note_text
from engine.rulebook.deadlines.reading import read_deadline


def test_dates_in_notes_come_in_words() -> None:
    note = Note("before_order", {"due": "2020-09-08", "order": "2020-10-08"})
    assert note_text(note, "ru") == "Срок 8 сентября 2020 года раньше даты документа (8 октября 2020 года)"
    assert note_text(note, "en") == "The due date 8 September 2020 is before the document's date (8 October 2020)"


def test_event_is_quoted_as_printed() -> None:
    (note,) = read_deadline("По отдельному графику школы").notes
    assert note_text(note, "ru") == "Срок зависит от события или другого документа: «По отдельному графику школы»"


def test_notes_of_readings_have_every_fact_that_they_quote() -> None:
    section = Surroundings(section="Октябрь-декабрь 2620 г.")
    for text in (
        "Сентябр ь-март 2020",
        "2022-2023",
        "",
        "31.02.2022",
        "Октябрь 2620",
        "3 раза в год",
        "День учителя 2022",
    ):
        for note in read_deadline(text, section).notes:
            for lang in ("ru", "en"):
                assert note_text(note, lang)
