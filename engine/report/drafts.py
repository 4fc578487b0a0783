"""A letter as bytes: a text for reading and pasting, and a draft that a mail program opens with its attachment."""

from __future__ import annotations

from dataclasses import dataclass
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32

#: Cannot occur in the parts, which are all base64; the same in every draft, so that its bytes are too.
_BOUNDARY = "=_svod_=_draft_="
_XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The newer interface of the email package loses spaces between the encoded words of a long Russian subject and cuts a
# long file name into pieces that older mail programs do not join.
_LONGEST_LINE = 900  # of the 998 that mail allows
_POLICY = compat32.clone(linesep="\r\n", max_line_length=None)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: ``to`` is None where no address is known; ``head`` tells staff whom to send it to and with what.

    ``copy_to`` is a second address of the same place (None: there is none), ``attached_as`` what the file that goes
    along is called (None: none does).
    """

    to: str | None
    subject: str
    head: tuple[str, ...]
    body: str
    attached_as: str | None
    copy_to: str | None = None


def text_bytes(letter: Letter) -> bytes:
    r"""The letter as a text file.

    With a mark of its encoding and ``\r\n``: the Notepad of older Windows takes a text without the mark for cp1251 and
    shows one without ``\r`` as a single line.
    """
    text = "\n".join([*letter.head, "", letter.body, ""])
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def draft_bytes(letter: Letter, attachment: bytes = b"") -> bytes:
    """The letter as an .eml draft: the same letter gives the same bytes.

    It has no date, which mail programs give it when it is sent. ``X-Unsent`` makes them open it for sending instead of
    for reading.
    """
    message = MIMEMultipart(boundary=_BOUNDARY, policy=_POLICY)
    message["X-Unsent"] = "1"
    if letter.to is not None:
        message["To"] = letter.to
    if letter.copy_to is not None:
        message["Cc"] = letter.copy_to
    message["Subject"] = Header(letter.subject, "utf-8").encode(linesep="\r\n")
    message.attach(MIMEText(f"{letter.body}\n".replace("\n", "\r\n"), "plain", "utf-8"))
    if letter.attached_as is not None:
        message.attach(_attachment(attachment, letter.attached_as))
    return message.as_bytes(policy=_POLICY)


def _attachment(content: bytes, name: str) -> MIMEApplication:
    part = MIMEApplication(content, _XLSX)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    # For programs that do not read that way of giving a Russian name.
    part.set_param("name", Header(name, "utf-8", maxlinelen=_LONGEST_LINE).encode())
    return part
