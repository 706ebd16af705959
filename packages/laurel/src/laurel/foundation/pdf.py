"""PDFs: set from a template of ours, and looked into for the files they carry.

What is set is PDF/A-3a (to be kept for decades, fonts inside, files attached) and PDF/UA-1 (read
aloud in order, with the words for pictures); the typesetter refuses what would not conform. Both
ways work in a child process with little memory and little time.
"""

import base64
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from laurel.foundation import children, fonts
from laurel.foundation.errors import LaurelError, Refused

SECONDS = 20.0  # a page takes a fifth of one; the machine may be busy
MEMORY_BYTES = (
    2 * 1024 * 1024 * 1024
)  # address space: fonts are mapped, threads have stacks
MOST_BYTES = 20 * 1024 * 1024  # of a PDF that somebody brings
MOST_ATTACHED = 20  # a badge has one; a record perhaps a page of them
MOST_ATTACHED_BYTES = 5 * 1024 * 1024  # of one file: more than any badge may have
STANDARDS = ("a-3a", "ua-1")
NO_LETTER = ("could not be displayed", "contains the codepoint")  # of the typesetter
READING_SECONDS = 10.0
READING_BYTES = 512 * 1024 * 1024


class NotSet(LaurelError):
    """The page could not be set within its limits; the message is for the log."""

    code = "laurel.pdf_not_set"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels in a PDF."""

    name: str
    media_type: str
    data: bytes
    description: str = ""


# Every template starts with this. What is attached is the source of the page (PDF/A-3).
_PRELUDE = """
#let data = json(bytes(sys.inputs.data))
#for each in data.at("attached") {
  pdf.attach(each.path, bytes(read(each.path, encoding: none)), relationship: "source",
    mime-type: each.media_type, description: each.description)
}
"""

# A machine may have no font for some letter. Then the page has an empty box there, and does not
# claim standards that it does not keep.
_SET = """
import base64, json, pathlib, tempfile
import typst
given = json.load(sys.stdin.buffer)
with tempfile.TemporaryDirectory() as folder:
    for name, content in given["files"].items():
        (pathlib.Path(folder) / name).write_bytes(base64.b64decode(content))
    def compiled(standards):
        return typst.compile(
            given["source"].encode(), root=folder, font_paths=given["fonts"], format="pdf",
            sys_inputs={"data": json.dumps(given["data"])}, pdf_standards=standards,
            timestamp=given["at"])
    try:
        pdf = compiled(given["standards"])
    except typst.TypstError as error:
        if not any(why in str(error) for why in given["no_letter"]):
            sys.exit(str(error))
        pdf = compiled(["1.7"])
sys.stdout.buffer.write(pdf)
"""

_LOOK = """
import base64, io, json
import pikepdf
most, most_bytes = int(sys.argv[1]), int(sys.argv[2])
found, error = [], ""
try:
    with pikepdf.open(io.BytesIO(sys.stdin.buffer.read())) as pdf:
        for name in list(pdf.attachments)[:most]:
            content = pdf.attachments[name].get_file().read_bytes()
            if len(content) <= most_bytes:
                found.append([name, pdf.attachments[name].get_file().mime_type,
                    pdf.attachments[name].description, base64.b64encode(content).decode()])
except pikepdf.PasswordError:
    error = "locked"
except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError):
    error = "damaged"
json.dump({"found": found, "error": error}, sys.stdout)
"""

_WHY_NOT = {
    "locked": "This PDF is locked with a password. Bring one that is not.",
    "damaged": "This PDF is damaged and cannot be opened. Save it once more from its source.",
}


def typeset(
    template: str,
    *,
    data: Mapping[str, Any],
    at: dt.datetime,
    pictures: Mapping[str, bytes] | None = None,
    attached: Sequence[Attachment] = (),
) -> bytes:
    """The page that a Typst template makes of the data, as a PDF.

    The template finds the data as `data` and the pictures under their names. What strangers
    wrote comes in as data alone and is never read as markup. `at` is when it was made: the same
    data at the same time are the same bytes.

    Raises:
        NotSet: the template does not fit the data, or its limits do not do.
    """
    pictures = pictures or {}
    files = {**pictures, **{each.name: each.data for each in attached}}
    if any(Path(name).name != name for name in files):
        raise NotSet("a file inside a PDF has a plain name")
    given = {
        "source": _PRELUDE + template,
        "data": {**data, "attached": [_named(each) for each in attached]},
        "files": {
            name: base64.b64encode(each).decode() for name, each in files.items()
        },
        "fonts": [str(Path(fonts.inter()).parent)] if fonts.inter() else [],
        "standards": STANDARDS,
        "no_letter": NO_LETTER,
        "at": int(at.timestamp()),
    }
    try:
        made = children.run(
            _SET,
            data=json.dumps(given).encode(),
            seconds=SECONDS,
            memory_bytes=MEMORY_BYTES,
        )
    except children.TookTooLong:
        raise NotSet("the page took too long") from None
    except children.Died as error:
        raise NotSet("the page could not be set") from error
    if not made.startswith(b"%PDF-"):
        raise NotSet("the typesetter made no PDF")
    return made


def is_pdf(data: bytes) -> bool:
    """Whether these bytes say that they are a PDF."""
    return data[:5] == b"%PDF-"


def attachments(data: bytes) -> list[Attachment]:
    """The files that a PDF of anybody carries, those that are too large left out.

    Raises:
        Refused: it is too large, damaged or locked, or takes too long to open.
    """
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // 1024 // 1024
        raise Refused(f"This PDF is larger than {limit} MB, more than we open.")
    try:
        answer = json.loads(
            children.run(
                _LOOK,
                str(MOST_ATTACHED),
                str(MOST_ATTACHED_BYTES),
                data=data,
                seconds=READING_SECONDS,
                memory_bytes=READING_BYTES,
            )
        )
    except children.TookTooLong:
        raise Refused("This PDF takes too long to open.") from None
    except children.Died:
        raise Refused(_WHY_NOT["damaged"]) from None
    if answer["error"]:
        raise Refused(_WHY_NOT[answer["error"]])
    return [
        Attachment(name, media_type, base64.b64decode(content), description)
        for name, media_type, description, content in answer["found"]
    ]


def _named(each: Attachment) -> dict[str, str]:
    return {
        "path": each.name,
        "media_type": each.media_type,
        "description": each.description,
    }
