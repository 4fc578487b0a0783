from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from engine.report.drafts import Letter, draft_bytes, text_bytes

NAME = "0101 МБОУ «Верхнеозёрская СОШ № 1 имени первого учителя» – исправить 2024 (12).xlsx"
LETTER = Letter(
    to="school-0101@example.org",
    subject="Наставничество, 2024 год: отчёт нужно исправить – МБОУ «Верхнеозёрская СОШ № 1»",
    head=("Кому: school-0101@example.org", "Приложить: returns/01/a.xlsx"),
    body="Здравствуйте!\n\nСпасибо за отчёт.",
    attached_as=NAME,
)
FORM = bytes(range(256)) * 40


def parsed(letter: Letter = LETTER) -> EmailMessage:
    message = message_from_bytes(draft_bytes(letter, FORM), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_program_reads_receiver_subject_and_text_as_they_were_written() -> None:
    message = parsed()
    assert message["To"] == "school-0101@example.org"
    assert message["Subject"] == LETTER.subject
    body = message.get_body()
    assert body is not None
    assert body.get_content().splitlines() == LETTER.body.splitlines()


def test_the_draft_opens_for_sending() -> None:
    assert parsed()["X-Unsent"] == "1"
    assert parsed()["Date"] is None
    assert parsed()["Message-ID"] is None
    assert parsed()["From"] is None


def test_the_form_is_attached_under_its_russian_name() -> None:
    (attached,) = parsed().iter_attachments()
    assert attached.get_filename() == NAME
    assert attached.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert attached.get_content() == FORM


def test_a_second_address_gets_a_copy() -> None:
    assert parsed()["Cc"] is None
    letter = replace(LETTER, copy_to="curator@example.org")
    assert parsed(letter)["Cc"] == "curator@example.org"
    assert parsed(letter)["To"] == "school-0101@example.org"


def test_without_an_address_nobody_is_named() -> None:
    letter = Letter(None, LETTER.subject, LETTER.head, LETTER.body, LETTER.attached_as)
    assert parsed(letter)["To"] is None


def test_the_same_letter_gives_the_same_bytes_in_lines_that_mail_allows() -> None:
    draft = draft_bytes(LETTER, FORM)
    assert draft == draft_bytes(LETTER, FORM)
    assert draft.isascii()
    lines = draft.split(b"\r\n")
    assert all(b"\n" not in line and len(line) < 998 for line in lines)


def test_the_text_shows_in_any_notepad() -> None:
    text = text_bytes(LETTER)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n")
    shown = text.decode("utf-8-sig").split("\r\n")
    assert shown[:4] == [*LETTER.head, "", "Здравствуйте!"]
    assert shown[-1] == ""
