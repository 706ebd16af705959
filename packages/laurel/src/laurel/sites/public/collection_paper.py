"""A collection on paper: a PDF with a code that leads to it, and with its record inside."""

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from laurel.achievements import selectors as achievements
from laurel.backpack import selectors as backpack
from laurel.collecting import selectors as collecting
from laurel.credentials import selectors as credentials
from laurel.foundation import clock, pdf, qr
from laurel.foundation.errors import NotFound
from laurel.sites.public import collections
from laurel.sites.ui.dates import Day
from laurel.sites.ui.text import clean

if TYPE_CHECKING:
    from laurel.collecting.types import Opened
    from laurel.sites.public.collections import Card

MOST_PICTURES = 60  # on paper: more would be a heavy file, and words say it as well
MOST_PICTURE_BYTES = 8 * 1024 * 1024
RECORD = "record.clr.json"
# Words of any length find a place to break.
LONGEST_WORD = 40


def paper(opened: "Opened") -> bytes:
    """The collection as it stands now, to be printed.

    Raises:
        NotSet: the page could not be set within its limits.
    """
    contents = collecting.contents(opened.collection)
    shown = collections.cards(contents.public)
    holder, title = collections.holder_of(opened), opened.collection.title
    pictures = pictures_of(shown)
    now = clock.now()
    data = {
        "title": _line(title),
        "holder": _line(holder),
        "says_by": _line(f"Collected by {holder}"),
        "purpose": _lines(opened.collection.purpose),
        "summary": "Badges as they stood on one day; the code leads to how they stand now.",
        "total": _sentence(str(collections.total(shown))),
        "stood": f"As it stood on {Day(now)}",
        "hidden": _hidden(contents.hidden),
        "address": collections.address(opened),
        "written": collections.address(opened).partition("://")[2],
        "check": _check(opened),
        "badges": [_badge(number, card, pictures) for number, card in enumerate(shown)],
    }
    return pdf.typeset(
        _template(),
        data=data,
        at=now,
        pictures={
            **pictures,
            "qr.svg": qr.svg(collections.address(opened)).encode(),
        },
        attached=_record(opened, holder),
    )


def _badge(number: int, card: "Card", pictures: dict[str, bytes]) -> dict[str, str]:
    held, picture = card.held, f"{number}.png"
    issued = f"{Day(held.issued_on)}" if held.issued_on else ""
    until = ""
    if held.expires_on:
        was = "Was valid until" if card.look.status == "expired" else "Valid until"
        until = f"{was} {Day(held.expires_on)}"
    return {
        "name": _line(held.name),
        "line": ", ".join(filter(None, (_line(card.issuer), issued))),
        "note": _lines(card.note),
        "status": card.look.word,
        "until": until,
        "page": f"{settings.LAUREL.base_url}{held.page}" if held.page else "",
        "picture": picture if picture in pictures else "",
        "alt": f"Badge: {clean(held.name)}",
    }


def pictures_of(shown: "list[Card]") -> dict[str, bytes]:
    """The pictures of the first badges, by the names that the page has for them."""
    first = shown[:MOST_PICTURES]
    own = [card.held.ref for card in first if not card.held.is_imported]
    versions = {
        each.award_public_id: each.achievement_version
        for each in credentials.of_awards(own).select_related("achievement_version")
    }
    found: dict[str, bytes] = {}
    left = MOST_PICTURE_BYTES
    for number, card in enumerate(first):
        with suppress(NotFound):
            picture = (
                backpack.picture(card.held.ref)
                if card.held.is_imported
                else achievements.picture(versions[card.held.ref]).png
            )
            left -= len(picture)
            if left < 0:
                break
            found[f"{number}.png"] = picture
    return found


def _record(opened: "Opened", holder: str) -> list[pdf.Attachment]:
    try:
        record = collecting.record(opened, holder=holder)
    except NotFound:
        return []
    return [
        pdf.Attachment(
            RECORD, "application/ld+json", record, "The signed badges, as one record"
        )
    ]


def _check(opened: "Opened") -> str:
    until = f" It opens until {Day(opened.link.ends_on)}." if opened.link else ""
    return f"Scan the code to see how each badge stands now.{until}"


def _hidden(count: int) -> str:
    if not count:
        return ""
    return f"{count} badge{' is' if count == 1 else 's are'} kept private."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lines(text: str) -> str:
    return "\n".join(_line(line) for line in text.splitlines())


def _line(text: str) -> str:
    """Text in one line, in which words of any length find a place to break."""
    return " ".join(_breakable(word) for word in clean(text).split())


def _breakable(word: str) -> str:
    parts = [word[i : i + LONGEST_WORD] for i in range(0, len(word), LONGEST_WORD)]
    return "\u200b".join(parts)


@cache
def _template() -> str:
    page = Path(__file__).parent / "pages" / "collection.typ"
    return page.read_text(encoding="utf-8")
