"""The words of mails that issuers may write themselves, and what may stand in them."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from laurel.foundation.errors import Refused
from laurel.notifications.types import Kind, Wording
from laurel.notifications.words import BROUGHT, OURS, REASONS

# What may stand between braces, and what it becomes.
_EVERYWHERE: Mapping[str, str] = {
    "issuer_name": "your name",
    "recipient_email": "the address that the mail goes to",
    "contact_email": "where a person answers",
}
_OF_A_BADGE: Mapping[str, str] = {
    "recipient_name": "the person’s name",
    "badge_name": "what the badge is called",
    "badge_sentence": "its one sentence",
    "issued_on": "the day it was awarded: 3 May 2026",
    "valid_until": "how long: valid until 3 May 2027, or: does not expire",
}
_OF_A_QUESTION: Mapping[str, str] = {
    "recipient_name": "who asks, as you know them",
    "badge_name": _OF_A_BADGE["badge_name"],
}
_PUBLIC: Mapping[str, str] = {
    "public_wording": "what the page of the badge says to everybody",
}
_REASON: Mapping[str, str] = {"reason": "the reason, as it is meant for the person"}
_OF_EVIDENCE: Mapping[str, str] = {
    "recipient_name": _OF_A_BADGE["recipient_name"],
    "badge_name": _OF_A_BADGE["badge_name"],
    "task_title": "what is to be handed in",
}
_DUE: Mapping[str, str] = {
    "due": "the last day: The last day is 3 May 2027, or: There is no last day",
}
_MORE: Mapping[Kind, Mapping[str, str]] = {
    Kind.AWARD: _OF_A_BADGE,
    Kind.CORRECTED: _OF_A_BADGE,
    Kind.REINSTATED: _OF_A_BADGE,
    Kind.SUSPENDED: {**_OF_A_BADGE, **_PUBLIC},
    Kind.REVOKED: {**_OF_A_BADGE, **_PUBLIC, **_REASON},
    Kind.ENDORSE: _OF_A_QUESTION,
    Kind.ENDORSE_CODE: _OF_A_QUESTION,
    Kind.ENDORSED: _OF_A_QUESTION,
    # A question may be about no badge in particular, and its asker has proven nothing.
    Kind.RECEIVED: {},
    Kind.CONFIRM: {"badge_name": _OF_A_BADGE["badge_name"]},
    Kind.ANSWERED: {},
    Kind.SETTLED: {},
    Kind.REVIEW_GRANTED: {"badge_name": _OF_A_BADGE["badge_name"]},
    Kind.REVIEW_REFUSED: {"badge_name": _OF_A_BADGE["badge_name"]},
    Kind.NAME_CHANGED: {"badge_name": _OF_A_BADGE["badge_name"]},
    Kind.EXPECTED: {
        "recipient_name": _OF_A_BADGE["recipient_name"],
        "badge_name": _OF_A_BADGE["badge_name"],
        "expected": "between which days it comes; nothing where no day is set",
    },
    Kind.EVIDENCE_ASKED: {**_OF_EVIDENCE, **_DUE},
    Kind.EVIDENCE_REMINDER: {**_OF_EVIDENCE, **_DUE},
    Kind.EVIDENCE_EXTENDED: {**_OF_EVIDENCE, **_DUE},
    Kind.EVIDENCE_ACCEPTED: _OF_EVIDENCE,
    Kind.EVIDENCE_RETURNED: {**_OF_EVIDENCE, **_DUE},
    Kind.EVIDENCE_REJECTED: _OF_EVIDENCE,
    Kind.RENEWED: _OF_A_BADGE,
    Kind.REMINDER: {
        "recipient_name": _OF_A_BADGE["recipient_name"],
        "badge_name": "what ends soon; several of them in one line",
    },
}
# Whoever loses a badge is told why.
_MUST_SAY = {Kind.SUSPENDED: "public_wording", Kind.REVOKED: "public_wording"}


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts: how long it may be, and whether it has several lines."""

    name: str
    longest: int
    lines: bool = False


PARTS = (
    Part("subject", 200),
    Part("heading", 200),
    Part("text", 5_000, lines=True),
    Part("see", 40),  # what fits a button on a phone
    Part("download", 40),
    Part("note", 500),
    Part("wrong", 500),
    Part("help", 80),
    Part("trouble", 80),
    Part("find", 80),
    Part("guide", 80),
    Part("why", 500),
)
_BRACES = re.compile(r"\{([^{}]*)\}")


def brought(kind: Kind, language: str) -> Wording:
    """The words that Laurel brings, in English where it brings none in this language."""
    return BROUGHT.get(language, BROUGHT[OURS])[kind]


def parts_of(kind: Kind) -> tuple[str, ...]:
    """The parts that this mail has a place for."""
    ours = brought(kind, OURS)
    return tuple(part.name for part in PARTS if getattr(ours, part.name))


def variables(kind: Kind, language: str) -> dict[str, str]:
    """What may stand between braces in this mail, and what it becomes."""
    known = {**_MORE[kind], **_EVERYWHERE}
    if language not in REASONS:
        known.pop("reason", None)  # we could say it in English only
        known.pop("due", None)
    return known


def checked(kind: Kind, language: str, parts: Mapping[str, str]) -> Wording:
    """The parts as a wording.

    Raises:
        Refused: one is missing, too long, has a hidden character, or names a variable that
            there is not; or the mail does not say why. `field` names the part.
    """
    known = variables(kind, language)
    wanted = parts_of(kind)
    wording = Wording(
        **{
            part.name: _checked(part, parts.get(part.name, ""), known)
            if part.name in wanted
            else ""
            for part in PARTS
        }
    )
    needed = _MUST_SAY.get(kind)
    if needed and f"{{{needed}}}" not in wording.text:
        message = f"Say why: put {{{needed}}} where {known[needed]} shall stand."
        raise Refused(message, field="text")
    return wording


def as_parts(wording: Wording) -> dict[str, str]:
    """The wording as it is stored."""
    return asdict(wording)


def stored(kind: Kind, language: str, parts: Mapping[str, str]) -> Wording:
    """What was stored; a part that came later says what Laurel brings."""
    names = {part.name for part in fields(Wording)}
    kept = {name: text for name, text in parts.items() if name in names and text}
    return Wording(**{**as_parts(brought(kind, language)), **kept})


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables replaced, once: what a value says is never read again."""
    return "".join(values[word] if is_fact else word for word, is_fact in _pieces(text))


def filled_html(text: str, values: Mapping[str, str]) -> SafeString:
    """The same for HTML: everything is escaped, and the contact is a link."""
    return format_html_join("", "{}", ((_html(p, values),) for p in _pieces(text)))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without those that came out empty."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _html(piece: tuple[str, bool], values: Mapping[str, str]) -> str:
    word, is_fact = piece
    if is_fact and word == "contact_email":
        return format_html('<a href="mailto:{0}">{0}</a>', values[word])
    return values[word] if is_fact else word


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Words and, marked so, names of variables."""
    for number, piece in enumerate(_BRACES.split(text)):
        yield piece, bool(number % 2)


def _checked(part: Part, text: str, known: Collection[str]) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise Refused("This is needed: the mail has a place for it.", field=part.name)
    if len(text) > part.longest:
        message = f"This is {len(text):,} characters long; {part.longest:,} fit."
        raise Refused(message, field=part.name)
    # A line break in a subject would let its writer add headers of their own.
    seen = text.replace("\n", "") if part.lines else text
    if not seen.isprintable():
        message = (
            "There is a line break or a hidden character in it. Type the text anew."
        )
        raise Refused(message, field=part.name)
    these = ", ".join(f"{{{name}}}" for name in known)
    for word, is_fact in _pieces(text):
        if is_fact and word not in known:
            message = f"There is no {{{word}}}{_meant(word, known)}. These are known: {these}."
            raise Refused(message, field=part.name)
        if not is_fact and ("{" in word or "}" in word):
            message = f"A brace stands alone. Braces are for these: {these}."
            raise Refused(message, field=part.name)
    return text


def _meant(word: str, known: Collection[str]) -> str:
    """The nearest variable, as a question; nothing, where none is near."""
    typed = re.sub(r"\W+", "_", word.strip().lower())
    near = difflib.get_close_matches(typed, known, n=1, cutoff=0.6)
    # Half a name is meant more often than it is near: {name}, {nmae}, {email}.
    halves = {half: name for name in reversed(list(known)) for half in name.split("_")}
    near = near or [
        halves[half]
        for half in difflib.get_close_matches(typed, halves, n=1, cutoff=0.6)
    ]
    return f"; is {{{near[0]}}} meant? Otherwise leave it out" if near else ""
