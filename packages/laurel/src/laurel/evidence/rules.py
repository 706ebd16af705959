"""What may stand in tasks, in what is handed in, and in what is said of it."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlsplit

from laurel.awards import selectors as awards
from laurel.evidence.errors import Refused
from laurel.evidence.types import Asked, Kind, Line, Mark, Question
from laurel.foundation import ids

MAX_TITLE = 200
MAX_TEXT = 5_000  # as long as what an award says of a piece of evidence
MAX_QUESTION = 300
MAX_QUESTIONS = 10  # with files and links, as many pieces as an award may have
MAX_LINES = 20
MAX_MONTHS = 60  # five years after a class nobody knows what was taught
MAX_REMINDERS = 5
LONGEST_REMINDER = 365
REMINDERS = (30, 7, 1)  # days before the last day, unless the task says otherwise
MAX_URL = 1_000
MAX_FILE_NAME = 200
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def line(given: str, *, field: str, longest: int = MAX_TITLE, missing: str = "") -> str:
    """One line of text; empty only where nothing is said about missing.

    Raises:
        Refused: missing, too long, or with hidden characters.
    """
    text = unicodedata.normalize("NFC", " ".join(given.split()))
    if missing and not text:
        raise Refused(missing, field=field)
    if len(text) > longest or (text and not text.isprintable()):
        raise Refused(f"Write one line of at most {longest} characters.", field=field)
    return text


def text(given: str, *, field: str, longest: int = MAX_TEXT, missing: str = "") -> str:
    """Some lines of text; empty only where nothing is said about missing.

    Raises:
        Refused: missing, too long, or with hidden characters.
    """
    found = given.replace("\r\n", "\n").replace("\r", "\n").strip()
    if missing and not found:
        raise Refused(missing, field=field)
    if len(found) > longest:
        raise Refused(
            f"This is {len(found):,} characters long; {longest:,} fit.", field=field
        )
    seen = found.replace("\n", "").replace("\t", "")
    # They make a text read otherwise than it is written, or vanish.
    if any(
        unicodedata.category(each) in ("Cc", "Cs") or each in _DIRECTION_MARKS
        for each in seen
    ):
        raise Refused(
            "There is a hidden character in it. Type the text anew.", field=field
        )
    return found


def asked(
    *,
    required: Sequence[str],
    optional: Sequence[str],
    rubric: Sequence[str],
    kinds: Collection[Kind],
    before: Asked | None = None,
) -> Asked:
    """What a task asks for. Questions that were there keep their ids.

    Raises:
        Refused: it asks for nothing, or for too much; `field` says what.
    """
    wanted = [
        *((each, True) for each in _lines(required, "required", MAX_QUESTIONS)),
        *((each, False) for each in _lines(optional, "optional", MAX_QUESTIONS)),
    ]
    if len(wanted) > MAX_QUESTIONS:
        raise Refused(
            f"At most {MAX_QUESTIONS} questions, both kinds together.", field="optional"
        )
    if not wanted and not kinds:
        raise Refused("Ask a question, or choose what may be handed in.", field="kinds")
    old = before.questions if before else ()
    names = _ids([each for each, _ in wanted], {q.text: q.id for q in old})
    lines = _lines(rubric, "rubric", MAX_LINES)
    known = {each.text: each.id for each in before.rubric} if before else {}
    return Asked(
        questions=tuple(
            Question(id=name, text=each, is_required=is_required)
            for name, (each, is_required) in zip(names, wanted, strict=True)
        ),
        rubric=tuple(
            Line(id=name, text=each)
            for name, each in zip(_ids(lines, known), lines, strict=True)
        ),
        kinds=frozenset(kinds),
    )


def months(given: int | None) -> int | None:
    """How long the window is; None: it has no end.

    Raises:
        Refused: less than a month, or more than anybody remembers.
    """
    if given is not None and not 1 <= given <= MAX_MONTHS:
        raise Refused(f"A window has 1 to {MAX_MONTHS} months.", field="months")
    return given


def reminders(given: Iterable[int]) -> list[int]:
    """How many days before the last day people are reminded, the earliest first.

    Raises:
        Refused: too many, or a number of days that makes no sense.
    """
    found = sorted(set(given), reverse=True)
    if len(found) > MAX_REMINDERS:
        raise Refused(f"At most {MAX_REMINDERS} reminders.", field="reminders")
    if any(not 0 <= days <= LONGEST_REMINDER for days in found):
        raise Refused(
            f"A reminder goes out 0 to {LONGEST_REMINDER} days before the end.",
            field="reminders",
        )
    return found


def person(name: str, email: str) -> tuple[str, str]:
    """A name and an address, as awards take them.

    Raises:
        Refused: one of them breaks a rule; `field` is name or email.
    """
    faults = awards.faults(recipient_name=name, recipient_email=email)
    for field, called in (("recipient_name", "name"), ("recipient_email", "email")):
        if field in faults:
            raise Refused(faults[field], field=called)
    return unicodedata.normalize("NFC", " ".join(name.split())), email.strip()


def address(given: str) -> str:
    """A web address that may be handed in.

    Raises:
        Refused: a browser cannot open it.
    """
    given = given.strip()
    try:
        parts = urlsplit(given)
    except ValueError:  # a broken IPv6 address
        parts = urlsplit("")
    sound = given.isprintable() and " " not in given and len(given) <= MAX_URL
    if not sound or parts.scheme not in ("https", "http") or not parts.hostname:
        raise Refused(
            "This is not a web address. It looks like https://college.example/page.",
            field="link",
        )
    return given


def file_name(given: str, ending: str) -> str:
    """What a file is called, without a path and with the ending of what it is.

    A name is shown and offered for saving; it is never opened by it.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    text = "".join(
        each if each.isprintable() and each not in _DIRECTION_MARKS else " "
        for each in unicodedata.normalize("NFC", last)
    )
    text = " ".join(text.split()).strip(". ")
    stem, _, had = text.rpartition(".")
    if ending and had.lower() not in _SAME.get(ending, {ending}):
        text = f"{text}.{ending}"
        stem, _, had = text.rpartition(".")
    if len(text) > MAX_FILE_NAME:
        text = f"{stem[: MAX_FILE_NAME - len(had) - 1]}.{had}"[:MAX_FILE_NAME]
    return text or (f"file.{ending}" if ending else "file")


_SAME = {
    "jpg": {"jpg", "jpeg"},
    "ogg": {"ogg", "oga", "opus"},
    "mp4": {"mp4", "m4v", "mov"},
    "webm": {"webm", "mkv", "weba"},
}


def marks(given: dict[str, str], what: Asked) -> dict[str, str]:
    """The marks of a review, for what is asked alone.

    Raises:
        Refused: a mark that there is not.
    """
    known = {each.id for each in what.to_mark}
    try:
        return {name: Mark(mark).value for name, mark in given.items() if name in known}
    except ValueError:
        raise Refused("Choose one of the three marks.", field="marks") from None


def _lines(given: Sequence[str], field: str, most: int) -> list[str]:
    found = [line(each, field=field, longest=MAX_QUESTION) for each in given]
    found = list(dict.fromkeys(each for each in found if each))
    if len(found) > most:
        raise Refused(f"At most {most} lines.", field=field)
    return found


def _ids(texts: Sequence[str], known: dict[str, str]) -> list[str]:
    """An id for each text: its own; or that of the one whose place it takes; or a new one."""
    places = list(known.items())
    kept = {known[each] for each in texts if each in known}
    found: list[str] = []
    for number, each in enumerate(texts):
        place = places[number] if number < len(places) else None
        if each in known:
            found.append(known[each])
        elif place and place[1] not in kept and place[0] not in texts:
            found.append(place[1])
        else:
            found.append(ids.public_id()[:8])
    return found
