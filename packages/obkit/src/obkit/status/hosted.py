"""How the host of an Open Badges 2.0 assertion says that it is revoked (OB20-H3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.errors import HttpStatus, MalformedJson

GONE = 410


@dataclass(frozen=True, slots=True)
class Revocation:
    """That the issuer took the badge back, and the reason where one is given."""

    reason: str = ""


def in_document(document: Mapping[str, Json]) -> Revocation | None:
    """The revocation that an assertion states, or None: `revoked` is the boolean true."""
    if document.get("revoked") is not True:
        return None
    reason = document.get("revocationReason")
    return Revocation(reason if isinstance(reason, str) else "")


def in_answer(error: HttpStatus) -> Revocation | None:
    """The revocation in an answer other than 200: 410 means revoked, with or without a body."""
    if error.facts.get("status") != GONE:
        return None
    body = error.facts.get("body")
    try:
        document = strict_json.loads_object(body if isinstance(body, bytes) else b"")
    except MalformedJson:
        return Revocation()
    return in_document(document) or Revocation()
