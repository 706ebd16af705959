"""VC-JWT: a credential as the payload of a compact JWS, in the three ways that badges have used.

    Open Badges 3.0     `typ` JWT or none; the whole credential, and claims that repeat it (OB30-J3)
    VC-JOSE-COSE        `typ` vc+jwt; the whole credential, claims only if the signer likes (JO-1)
    data model 1.1      the credential in the claim `vc`; claims may stand for its members

The first is written, all are read. A reader may look at claims or at members, so a token in which
they differ says two things and is refused (OB30-J6, T-JWT-3).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from obkit.encoding import jws, strict_json, times
from obkit.encoding.jws import CompactJws
from obkit.encoding.strict_json import Json
from obkit.errors import Malformed, MalformedToken, Refused
from obkit.keys import PublicKey, Signer

NAME = "vc-jwt"
CLAIMS = ("iss", "jti", "nbf", "sub", "exp", "iat")
# OB 3.0 wants `JWT` or none; VC-JOSE-COSE wants the others and needs no claims (OB30-J9).
TYPES = (None, "JWT", "jwt")
TYPES_WITHOUT_CLAIMS = ("vc+jwt", "vc+ld+jwt")
_ALL_TYPES = (*TYPES, *TYPES_WITHOUT_CLAIMS)


@dataclass(frozen=True, slots=True)
class VcJwt:
    """A token taken apart; nothing in it is verified.

    `payload` is all of it, `document` the credential without the registered claims.
    """

    # In VC-JOSE-COSE `exp` is the end of the signature, elsewhere that of the credential.
    @property
    def is_jose_cose(self) -> bool:
        """Whether it is a token of VC-JOSE-COSE, by its type."""
        return self.token.header.get("typ") in TYPES_WITHOUT_CLAIMS

    token: CompactJws
    payload: Mapping[str, Json]
    document: dict[str, Any]

    @property
    def algorithm(self) -> str:
        """The algorithm that the header claims."""
        return self.token.algorithm

    @property
    def kid(self) -> str | None:
        """Where the header says that the key is."""
        found = self.token.header.get("kid")
        return found if isinstance(found, str) else None

    @property
    def jwk(self) -> dict[str, Json] | None:
        """The key in the header. It proves nothing about the issuer (T-JWT-4)."""
        found = self.token.header.get("jwk")
        return found if isinstance(found, dict) else None


def accepts(secured: object) -> bool:
    """Whether this looks like a compact token."""
    if isinstance(secured, bytes):
        return secured.count(b".") == 2  # noqa: PLR2004 - header, payload, signature
    return isinstance(secured, str) and secured.count(".") == 2  # noqa: PLR2004


def sign(document: Mapping[str, Json], *, signer: Signer, kid: str) -> str:
    """The credential as a token: header `alg`, `kid`, `typ`; claims and credential together.

    Raises:
        Refused: the credential has members named as claims are, or lacks what they repeat.
    """
    taken = [name for name in (*CLAIMS, "vc") if name in document]
    if taken:
        raise Refused(
            f"members named as claims: {', '.join(taken)}",
            reason="proof.claim_in_document",
            members=taken,
        )
    claims = dict(_claims_of(document))
    missing = [name for name in ("iss", "jti", "nbf") if name not in claims]
    if missing:
        raise Refused(
            f"the credential has nothing for: {', '.join(missing)}",
            reason="proof.claim_missing",
            claims=missing,
        )
    header: dict[str, Json] = {
        "alg": signer.public_key.algorithm,
        "kid": kid,
        "typ": "JWT",
    }
    payload = strict_json.dumps({**claims, **document})
    return jws.assemble(header, payload, signer.sign)


def read(token: str | bytes) -> VcJwt:
    """Take a token apart without verifying anything.

    Raises:
        MalformedToken: not such a token, or one without a key to look for (OB30-J8).
        MalformedJson: the payload is not strict JSON.
        Unsupported: another algorithm.
    """
    parts = jws.split(token)
    if parts.header.get("typ") not in _ALL_TYPES:
        raise MalformedToken("not the type of a credential", reason="jwt.typ")
    if "kid" not in parts.header and "jwk" not in parts.header:
        raise MalformedToken("neither kid nor jwk", reason="jwt.no_key")
    payload = strict_json.loads_object(parts.payload)
    is_newer = parts.header.get("typ") in TYPES_WITHOUT_CLAIMS
    if is_newer and ("vc" in payload or "vp" in payload):
        raise MalformedToken("claims of the older data model", reason="jwt.vc_claim")
    nested = payload.get("vc")
    if isinstance(nested, dict):
        return VcJwt(parts, payload, _unnested(nested, payload))
    document = payload.copy()
    for name in CLAIMS:
        document.pop(name, None)
    return VcJwt(parts, payload, document)


def _unnested(nested: dict[str, Json], payload: Mapping[str, Json]) -> dict[str, Any]:
    """A credential of the data model 1.1, with the members that claims stand for (§6.3.1).

    Where a member is there, the claim has to say the same; `differing_claims` looks.
    """
    subject = nested.get("credentialSubject")
    stated = {
        "id": payload.get("jti"),
        "issuer": payload.get("iss"),
        "issuanceDate": _date_time(payload.get("nbf")),
        "expirationDate": _date_time(payload.get("exp")),
    }
    document: dict[str, Any] = {
        **{member: value for member, value in stated.items() if value is not None},
        **nested,
    }
    if isinstance(subject, dict) and "id" not in subject and "sub" in payload:
        document["credentialSubject"] = {"id": payload["sub"], **subject}
    return document


def verify(token: VcJwt, *, key: PublicKey) -> bool:
    """Whether the owner of the key signed this token, by an algorithm of the key's own."""
    # The key decides the algorithm, never the header: else RS256 keys could be used as secrets.
    parts = token.token
    return key.verify_as(token.algorithm, parts.signature, parts.signing_input)


def differing_claims(token: VcJwt) -> tuple[str, ...]:
    """The claims that say something else than the credential, or nothing where they must."""
    expected = dict(_claims_of(token.document))
    # The samples of the data model 1.1 that others verify have no `sub` either (OB30-J7).
    is_nested = isinstance(token.payload.get("vc"), dict)
    if token.is_jose_cose:
        required: tuple[str, ...] = ()
        compared: tuple[str, ...] = ("iss", "jti", "nbf", "sub")
    else:
        compared = ("iss", "jti", "nbf", "sub", "exp")
        has_sub = "sub" in expected and not is_nested
        required = ("iss", "jti", "nbf", *(("sub",) if has_sub else ()))
    wrong = []
    for name in compared:
        given = token.payload.get(name)
        if given is None:
            if name in required:
                wrong.append(name)
        elif not _is_same(given, expected.get(name)):
            wrong.append(name)
    return tuple(wrong)


def signature_ends(token: VcJwt) -> datetime | None:
    """Until when a token of VC-JOSE-COSE says that its signature counts.

    Raises:
        MalformedToken: `exp` is no time.
    """
    claim = token.payload.get("exp") if token.is_jose_cose else None
    if claim is None:
        return None
    text = _date_time(claim)
    if text is None:
        raise MalformedToken("exp is no time", reason="jwt.time")
    return times.parse(text)


def open(token: str | bytes, *, key: PublicKey) -> dict[str, Any]:  # noqa: A001 - `vc_jwt.open`
    """The credential of a token that the owner of the key signed.

    Raises:
        MalformedToken: `jwt.signature` it was not; `jwt.claims_differ` it says two things; …
        MalformedJson: the payload is not strict JSON.
        Unsupported: another algorithm.
    """
    found = read(token)
    if not verify(found, key=key):
        raise MalformedToken("not signed by this key", reason="jwt.signature")
    wrong = differing_claims(found)
    if wrong:
        raise MalformedToken(
            f"claims differ from the credential: {', '.join(wrong)}",
            reason="jwt.claims_differ",
            claims=list(wrong),
        )
    return found.document


def _claims_of(document: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    """What the registered claims of a credential have to be (OB30-J3)."""
    subject = document.get("credentialSubject")
    for claim, value in (
        ("iss", _id_of(document.get("issuer"))),
        ("jti", document.get("id")),
        ("nbf", _seconds(document.get("validFrom", document.get("issuanceDate")))),
        ("sub", _id_of(subject) if isinstance(subject, dict) else None),
        ("exp", _seconds(document.get("validUntil", document.get("expirationDate")))),
    ):
        if value is not None:
            yield claim, value


def _id_of(value: Json) -> Json:
    return value.get("id") if isinstance(value, dict) else value


def _seconds(value: Json) -> int | float | None:
    # Whatever is longer is no time, and nothing to keep.
    if not isinstance(value, str) or len(value) > times.LONGEST:
        return None
    return _seconds_of(value)


@lru_cache(maxsize=1024)  # a batch has few moments
def _seconds_of(text: str) -> int | float | None:
    try:
        seconds = times.parse(text).timestamp()
    except Malformed:
        return None
    return int(seconds) if seconds.is_integer() else seconds


def _date_time(seconds: Json) -> str | None:
    """A claim's seconds as a date-time; None where they are none."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return times.format(_EPOCH + timedelta(seconds=seconds))
    except (OverflowError, ValueError):
        return None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _is_same(claim: Json, expected: Json) -> bool:
    if isinstance(claim, bool) or isinstance(expected, bool):
        return False
    return claim == expected
