"""Badges from before 2.0, made into documents of 2.0 as its validators do (OB20-L1).

0.5     the recipient is a text, badge and issuer are inside, nothing has an id
1.0     `uid` and `verify.url`; badge class and issuer are linked and have no id of their own
1.1     as 1.0, with `id`, `type` and a context

What is not said is not made up, with three exceptions: types, the id (the address where the
document was found) and the zone of a time, which is taken for UTC. Members that 2.0 does not know
stay as they are.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeGuard

from obkit.model.identity import is_older_identity_hash
from obkit.model.ob2 import CONTEXT
from obkit.model.values import (
    Json,
    as_list,
)

CONTEXTS_1_1 = frozenset(
    {"https://w3id.org/openbadges/v1", "https://openbadgespec.org/v1/context.json"}
)

# The id of a badge that does not say where it lives, as those of 0.5 never do.
UNPUBLISHED = "urn:x-unpublished"

_TYPES = {"IssuerOrg": "Issuer", "Issuer": "Issuer", "hosted": "HostedBadge"}
_MAX_TIME = 9_999_999_999  # the ten digits that 1.x allows
_DAY = len("2015-04-30")


class Edition(StrEnum):
    """The editions before 2.0."""

    V0_5 = "0.5"
    V1_0 = "1.0"
    V1_1 = "1.1"


class Part(StrEnum):
    """Which of the three documents of a badge."""

    ASSERTION = "Assertion"
    BADGE_CLASS = "BadgeClass"
    ISSUER = "Issuer"


def edition_of(document: Mapping[str, Json]) -> Edition | None:
    """The edition of an assertion from before 2.0, or of any document of 1.1; None for others."""
    context = as_list(document.get("@context"))
    if any(isinstance(c, str) and c in CONTEXTS_1_1 for c in context):
        return Edition.V1_1
    if context or "type" in document:
        return None
    if isinstance(document.get("badge"), dict):
        is_text = isinstance(document.get("recipient"), str)
        return Edition.V0_5 if is_text else None
    is_linked = isinstance(document.get("badge"), str) and "recipient" in document
    return Edition.V1_0 if is_linked and "verify" in document else None


def upgrade(
    document: dict[str, Json], part: Part = Part.ASSERTION, *, address: str = ""
) -> dict[str, Json]:
    """The document as one of 2.0. `address` is where it was found.

    One of 2.0 is given back as it is, and so is what is no badge at all.
    """
    edition = edition_of(document)
    if edition is None and (part is Part.ASSERTION or not _is_bare(document)):
        return document
    part = _part_of(document) or part
    upgraded = _UPGRADES[part](document, edition, address)
    upgraded.setdefault("type", str(part))
    if address:
        upgraded.setdefault("id", address)
    return {"@context": CONTEXT, **upgraded}


def _is_bare(document: Mapping[str, Json]) -> bool:
    """Badge classes and issuers of 1.0 say neither context nor type nor id."""
    return not document.keys() & {"@context", "type", "id"} and "name" in document


def _part_of(document: Mapping[str, Json]) -> Part | None:
    types = {_TYPES.get(t, t) for t in as_list(document.get("type")) if _is_text(t)}
    return next((part for part in Part if part in types), None)


def _assertion(
    document: dict[str, Json], edition: Edition | None, address: str
) -> dict[str, Json]:
    found = _without_context(document)
    verify = found.pop("verify", None)
    if edition is Edition.V0_5:
        return _of_0_5(found, address)
    if isinstance(verify, dict):
        url = verify.get("url")
        # 1.x: a hosted badge lives at the URL, a signed one names its key there.
        if _is_text(url) and verify.get("type") == "hosted":
            found.setdefault("id", url)
            found["verification"] = {"type": "HostedBadge"}
        else:
            found["verification"] = {"type": "SignedBadge", "creator": url}
            if _is_text(
                found.get("uid")
            ):  # not an address; unique with its issuer only
                found.setdefault("id", f"_:{found['uid']}")
    return _with_times(found)


def _of_0_5(found: dict[str, Json], address: str) -> dict[str, Json]:
    recipient = str(found.pop("recipient", ""))
    salt = found.pop("salt", None)
    found["recipient"] = {
        "type": "email",
        "hashed": is_older_identity_hash(recipient),
        "identity": recipient,
        **({"salt": salt} if salt is not None else {}),
    }
    found["verification"] = {"type": "HostedBadge"}
    if "issued_on" in found:
        found["issuedOn"] = found.pop("issued_on")
    badge = found.get("badge")
    assert isinstance(badge, dict)  # noqa: S101 - or it were not of this edition
    found["badge"] = _badge_of_0_5(badge, address)
    return _with_times(found)


def _badge_of_0_5(badge: dict[str, Json], address: str) -> dict[str, Json]:
    issuer = badge.get("issuer")
    made: dict[str, Json] = {"type": "BadgeClass", **badge}
    made.pop("version", None)  # the edition of the standard, not of the badge
    if address:
        made["id"] = f"{address}#badge"
    if isinstance(issuer, dict):
        origin = issuer.get("origin")
        made["issuer"] = {
            "type": "Issuer",
            "id": origin,
            "url": origin,
            **{
                new: issuer[old]
                for old, new in (("name", "name"), ("contact", "email"))
                if old in issuer
            },
            **({"description": issuer["org"]} if "org" in issuer else {}),
        }
    return made


def _badge_class(
    document: dict[str, Json], edition: Edition | None, address: str
) -> dict[str, Json]:
    del edition, address
    found = _without_context(document)
    if "alignment" in found:
        found["alignment"] = [_alignment(item) for item in as_list(found["alignment"])]
    return found


def _alignment(item: Json) -> Json:
    names = {
        "name": "targetName",
        "url": "targetUrl",
        "description": "targetDescription",
    }
    if not isinstance(item, dict):
        return item
    return {names.get(name, name): value for name, value in item.items()}


def _issuer(
    document: dict[str, Json], edition: Edition | None, address: str
) -> dict[str, Json]:
    del edition, address
    found = _without_context(document)
    if "type" in found:
        found["type"] = [
            _TYPES.get(t, t) if _is_text(t) else t for t in as_list(found["type"])
        ]
    return found


def _without_context(document: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in document.items() if name != "@context"}


def _with_times(found: dict[str, Json]) -> dict[str, Json]:
    for member in ("issuedOn", "expires"):
        if member in found:
            found[member] = _time(found[member])
    return found


def _time(value: Json) -> Json:
    """A time of 1.x with a zone: a day, a moment without zone, or seconds since 1970."""
    if _is_text(value) and value.isdecimal() and value.isascii():
        value = int(value) if len(value) <= len(str(_MAX_TIME)) else value
    if isinstance(value, int) and not isinstance(value, bool):
        if 0 <= value <= _MAX_TIME:
            return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return value
    try:
        moment = datetime.fromisoformat(value) if _is_text(value) else None
    except ValueError:
        return value
    if moment is None or moment.tzinfo is not None:
        return value
    return f"{value}T00:00:00Z" if len(str(value)) == _DAY else f"{value}Z"


def _is_text(value: Json) -> TypeGuard[str]:
    return isinstance(value, str)


_UPGRADES: Mapping[
    Part, Callable[[dict[str, Json], Edition | None, str], dict[str, Json]]
] = MappingProxyType(
    {
        Part.ASSERTION: _assertion,
        Part.BADGE_CLASS: _badge_class,
        Part.ISSUER: _issuer,
    }
)
