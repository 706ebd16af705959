"""A collection as everybody sees it: in words, as JSON, and checked as a stranger would."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from laurel.accounts import selectors as accounts
from laurel.backpack import selectors as backpack
from laurel.backpack.types import Holding, Standing
from laurel.collecting import selectors as collecting
from laurel.collecting.types import Opened, Shown, Visibility
from laurel.credentials import selectors as credentials
from laurel.foundation import clock
from laurel.sites.public import local, reports
from laurel.sites.ui.text import clean
from laurel.verification import services as verification

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from laurel.backpack.types import Held
    from laurel.credentials.models import Credential
    from laurel.sites.public.reports import ShownReport
    from laurel.sites.public.standings import Standing as Stands

# A visitor waits while all are checked. Ours take some milliseconds each; of others' issuers one
# may not answer, and then the rest is left for another time.
CHECKING_SECONDS = 20.0
MOST_MEDALS = 5
MOST_SKILLS = 12


@dataclass(frozen=True, slots=True)
class Word:
    """How one badge stands: the stylesheet's status, its word, and the word in a total."""

    status: str
    word: str
    counted: str


VALID = Word("valid", "Valid", "valid")
# In the order in which a total names them.
WORDS: dict[Standing, Word] = {
    Standing.VALID: VALID,
    Standing.EXPIRING: VALID,  # until its day it is as good as any
    Standing.EXPIRED: Word("expired", "Expired", "expired"),
    Standing.REVOKED: Word("revoked", "Revoked", "revoked"),
    Standing.SUSPENDED: Word("suspended", "Suspended", "suspended"),
    Standing.REPLACED: Word("superseded", "Replaced", "replaced"),
    Standing.RENEWED: Word("renewed", "Renewed", "renewed"),
    Standing.EARLY: Word("neutral", "Not valid yet", "not valid yet"),
    Standing.FALSE: Word("revoked", "Do not rely on it", "not to be relied on"),
    Standing.UNKNOWN: Word("unknown", "Could not be checked", "could not be checked"),
}
_BY_STATUS = {
    "valid": WORDS[Standing.VALID],
    "expired": WORDS[Standing.EXPIRED],
    "revoked": WORDS[Standing.REVOKED],
    "suspended": WORDS[Standing.SUSPENDED],
    "replaced": WORDS[Standing.REPLACED],
    "renewed": WORDS[Standing.RENEWED],
    "early": WORDS[Standing.EARLY],
    "false": WORDS[Standing.FALSE],
    "altered": WORDS[Standing.FALSE],
}
_OUT_OF_TIME = (
    "There was no time left for it. Check it by itself, or all of them again."
)


@dataclass(frozen=True, slots=True)
class Card:
    """One badge of a collection, ready for a page."""

    held: "Held"
    note: str
    look: Word
    sentence: str = ""  # what the check found; empty: it was not asked for

    @property
    def issuer(self) -> str:
        """Who issued it; of somebody else's site, with the host that it is known by there."""
        return self.held.space if self.held.is_imported else self.held.issuer_name

    @property
    def of_unknown(self) -> bool:
        """Whether nobody has shown that it was made out to the collection's holder."""
        return self.held.holding is not Holding.PROVEN


@dataclass(frozen=True, slots=True)
class Total:
    """How many stand how: pills for a page, and words for everywhere."""

    looks: tuple[tuple[Word, int], ...]

    def __str__(self) -> str:
        """`3 valid, 1 expired`."""
        return ", ".join(f"{n} {look.counted}" for look, n in self.looks) or "no badges"


def address(opened: Opened) -> str:
    """Where somebody got to it, in full; says nothing of another address that it may have."""
    return collecting.address(opened.public_id)


def is_listed(opened: Opened) -> bool:
    """Whether search engines may list this address."""
    return opened.link is None and opened.collection.visibility == Visibility.PUBLIC


def holder_of(opened: Opened) -> str:
    """The holder's name, if they show it and gave one."""
    collection = opened.collection
    if not collection.shows_name:
        return ""
    account_id: UUID = collection.account_id
    return clean(accounts.names([account_id]).get(account_id, ""))


def cards(pieces: Iterable[Shown]) -> list[Card]:
    """Badges as they stand now, by what the instance knows."""
    return [
        Card(piece.held, piece.note, WORDS[piece.held.standing]) for piece in pieces
    ]


def checked(opened: Opened, pieces: Sequence[Shown]) -> list[Card]:
    """Every badge verified as a stranger would: by its signature, at its issuer's addresses.

    What there is no time left for is said not to be known.
    """
    series = verification.series(seconds=CHECKING_SECONDS)
    own = _own(pieces)
    account_id: UUID = opened.collection.account_id
    found = []
    for piece in pieces:
        report = _verified(piece.held, series, own, account_id)
        look, said = WORDS[Standing.UNKNOWN], _OUT_OF_TIME
        if report is not None:
            look = _BY_STATUS.get(report.status, look)
            said = str(report.line.sentence)
        found.append(Card(piece.held, piece.note, look, said))
    return found


def total_of(held: "Iterable[Held]") -> Total:
    """How many of somebody's badges stand how."""
    return _total(WORDS[each.standing] for each in held)


def total(shown: Iterable[Card]) -> Total:
    """How many of the shown ones stand how."""
    return _total(card.look for card in shown)


def _total(looks: Iterable[Word]) -> Total:
    counts = Counter(looks)
    return Total(
        tuple(
            (look, counts[look])
            for look in dict.fromkeys(WORDS.values())
            if counts[look]
        )
    )


def skills(shown: Iterable[Card]) -> list[tuple[str, int]]:
    """The skills that most of them show, with how many do."""
    names = Counter(
        skill for card in shown for skill in dict.fromkeys(card.held.skills)
    )
    return names.most_common(MOST_SKILLS)


def as_json(opened: Opened) -> "Mapping[str, object]":
    """The collection for a program, as it stands now."""
    contents = collecting.contents(opened.collection)
    shown = cards(contents.public)
    found = total(shown)
    base = settings.LAUREL.base_url
    return {
        "id": address(opened),
        "title": clean(opened.collection.title),
        "purpose": opened.collection.purpose,
        "collectedBy": holder_of(opened) or None,
        "asOf": clock.now().isoformat(),
        "total": {look.counted: count for look, count in found.looks},
        "totalInWords": str(found),
        "keptPrivate": contents.hidden,
        "badges": [
            {
                "name": clean(card.held.name),
                "issuer": clean(card.issuer) or None,
                "issuedOn": card.held.issued_on and card.held.issued_on.isoformat(),
                "expiresOn": card.held.expires_on and card.held.expires_on.isoformat(),
                "status": card.held.standing.value,
                "checkedAt": card.held.checked_at and card.held.checked_at.isoformat(),
                "note": card.note,
                "skills": [clean(skill) for skill in card.held.skills],
                "page": f"{base}{card.held.page}" if card.held.page else None,
                "image": f"{base}{card.held.image}" if card.held.image else None,
            }
            for card in shown
        ],
    }


@dataclass(frozen=True, slots=True)
class _Own:
    """What is asked of the database about badges of ours, once for all of them."""

    credentials: "Mapping[str, Credential]"
    standings: "Mapping[str, Stands]"


def _own(pieces: Sequence[Shown]) -> _Own:
    refs = [piece.held.ref for piece in pieces if not piece.held.is_imported]
    found = credentials.documents_of(refs)
    return _Own(found, local.standings_of(list(found.values())))


def _verified(
    held: "Held", series: verification.Series, own: _Own, account_id: "UUID"
) -> "ShownReport | None":
    """What is found of one; None when there is no time left, or it was taken down just now."""
    if series.is_over():
        return None
    if held.is_imported:
        data = bytes(backpack.imported(account_id, held.ref).data)
        report = series.verify(data)
        return reports.show(report, standing=local.standings(data)(report))
    if (credential := own.credentials.get(held.ref)) is None:
        return None
    report = series.verify(bytes(credential.document), refresh=False)
    return reports.show(report, standing=own.standings.get(held.ref))
