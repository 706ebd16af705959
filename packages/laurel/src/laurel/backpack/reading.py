"""What a badge from elsewhere says, for its card: its issuer's words, or only the file's own.

Nothing here fails on what a stranger wrote: what is not there or of another shape is a gap.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from obkit import baking
from obkit.encoding import times
from obkit.errors import MalformedText
from obkit.model.identity import identity_matches
from obkit.verify import Report, Subject

from laurel.backpack.types import Holding

MOST_NAME = 300
MOST_ID = 2048  # as long as an address may be
MOST_HOST = 253  # RFC 1035
MOST_SKILLS = 50
NAMELESS = "A badge without a name"
_EMAIL_TYPES = ("emailAddress", "email")  # the second one only in the wild


@dataclass(frozen=True, slots=True)
class Facts:
    """The words on a card; `is_vouched` says whether they are the issuer's."""

    badge_id: str
    name: str
    issuer_name: str
    issuer_host: str
    skills: tuple[str, ...]
    issued_on: dt.date | None
    expires_at: dt.datetime | None
    image: str
    is_vouched: bool


def container_of(data: bytes) -> str:
    """How the badge came: png, svg, json or jwt."""
    found = baking.container_of(data)
    if found is not None:
        return str(found)
    return "json" if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in b"{[" else "jwt"


def facts_of(report: Report) -> Facts:
    """What the issuer says, if it is known to be the issuer; else what the file says of itself."""
    if report.subject.name:
        return _vouched(report.subject)
    return _claimed(report.document or {})


def holding_of(report: Report, addresses: tuple[str, ...]) -> Holding:
    """Whether the badge is made out to one of these addresses."""
    stated = False
    for identity, hashed, salt in _identities(report.document or {}):
        stated = True
        if any(_is(address, identity, hashed, salt) for address in addresses):
            return Holding.PROVEN
    return Holding.ANOTHER if stated else Holding.UNSTATED


def _vouched(subject: Subject) -> Facts:
    host = _host(subject.issuer_id) or _host(subject.issuer_url)
    return Facts(
        badge_id=_id(subject.id),
        name=_text(subject.name) or NAMELESS,
        issuer_name=_text(subject.issuer_name) or host,
        issuer_host=host,
        skills=tuple(_text(name) for name, _ in subject.alignments[:MOST_SKILLS]),
        issued_on=_day(subject.issued_on),
        expires_at=_moment(subject.expires),
        image=subject.image or "",
        is_vouched=True,
    )


def _claimed(document: Mapping[str, Any]) -> Facts:
    badge = _part(_part(document, "credentialSubject"), "achievement") or _part(
        document, "badge"
    )
    issuer = _part(document, "issuer") or _part(badge, "issuer")
    badge_id = _id(document.get("id"))
    issuer_id = document.get("issuer") or badge.get("issuer")
    host = _host(issuer.get("id") or issuer_id) or _host(badge_id)
    return Facts(
        badge_id=badge_id,
        name=_text(badge.get("name")) or NAMELESS,
        issuer_name=_text(issuer.get("name")) or host,
        issuer_host=host,
        skills=(),
        issued_on=_day(document.get("validFrom") or document.get("issuedOn")),
        expires_at=_moment(document.get("validUntil") or document.get("expires")),
        image="",
        is_vouched=False,
    )


def _identities(document: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    """Every address the badge is made out to: the text, whether it is hashed, the salt."""
    recipient = document.get("recipient")
    if isinstance(recipient, str):  # before 1.0, the salt stands beside it
        yield recipient, "$" in recipient, _plain(document.get("salt"))
    elif isinstance(recipient, Mapping):
        identity = _plain(recipient.get("identity"))
        if "email" in _plain(recipient.get("type")).lower() or "@" in identity:
            yield (
                identity,
                recipient.get("hashed") is True,
                _plain(recipient.get("salt")),
            )
    subject = _part(document, "credentialSubject")
    if _plain(subject.get("id")).startswith("mailto:"):
        yield _plain(subject.get("id")).removeprefix("mailto:"), False, ""
    for each in _list(subject.get("identifier")):
        if isinstance(each, Mapping) and each.get("identityType") in _EMAIL_TYPES:
            identity = _plain(each.get("identityHash"))
            yield identity, each.get("hashed") is True, _plain(each.get("salt"))


def _is(address: str, identity: str, hashed: bool, salt: str) -> bool:  # noqa: FBT001 - as read
    if hashed:
        return identity_matches(address, identity=identity, salt=salt)
    return identity.strip().lower() == address.lower()


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = whole.get(name)
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, Mapping) else {}


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _plain(value: object) -> str:
    return value if isinstance(value, str) else ""


def _text(value: object) -> str:
    """A short text in one line, without what no database keeps; pages clean it further."""
    kept = (
        " " if unicodedata.category(c) in ("Cc", "Cs") else c
        for c in _plain(value)[: 2 * MOST_NAME]
    )
    return " ".join("".join(kept).split())[:MOST_NAME]


def _id(value: object) -> str:
    said = _plain(value)
    return said if len(said) <= MOST_ID and said.isprintable() else ""


def _host(identifier: object) -> str:
    """The domain that an identifier names: of an address, or of a did:web."""
    said = _plain(identifier)
    if said.startswith("did:web:"):
        host = said.removeprefix("did:web:").partition(":")[0].replace("%3A", ":")
    else:
        try:
            host = urlsplit(said).netloc.rpartition("@")[2]
        except ValueError:  # a broken IPv6 address
            return ""
    return host.lower()[:MOST_HOST] if host.isascii() and host.isprintable() else ""


def _moment(value: object) -> dt.datetime | None:
    try:
        return times.parse(_plain(value))
    except MalformedText:
        return None


def _day(value: object) -> dt.date | None:
    found = _moment(value)
    return found.date() if found else None
