"""The signatures on a credential: embedded proofs or the token's own, each against its key."""

from dataclasses import dataclass
from datetime import datetime

from obkit.encoding import times
from obkit.encoding.strict_json import Json
from obkit.errors import (
    MalformedDocument,
    MalformedJson,
    ObkitError,
    Refused,
    Unsupported,
    Unverifiable,
)
from obkit.keys import PublicKey, public_key_from_jwk, public_key_from_multikey
from obkit.proofs import EmbeddedFormat, embedded_format, vc_jwt
from obkit.proofs.vc_jwt import VcJwt
from obkit.resolve import find_method
from obkit.verify.case import CLOCK_SKEW, Case, Signature
from obkit.verify.fetching import HttpsOnly
from obkit.verify.issuer_document import find_named
from obkit.verify.kinds import as_list

# Every proof costs a canonicalisation and perhaps a fetch; real badges have one or two.
MAX_PROOFS = 4

_NOT_CARRIED_OUT = (
    "proof.inline_context",
    "proof.too_complex",
    "proof.too_deep",
    "proof.too_large",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one proof: a signature that fits, or the problem."""

    suite: str
    method_url: str
    signature: Signature | None = None
    problem: ObkitError | None = None

    def facts(self) -> dict[str, object]:
        """The finding as plain values."""
        reason = self.problem.reason if self.problem else "proof.fits"
        return {"suite": self.suite, "method": self.method_url, "reason": reason}


def verify(case: Case) -> list[Finding]:
    """Verify every signature on the credential.

    Raises:
        MalformedDocument: there is no proof, or more than we would verify.
    """
    if case.token is not None:
        return [_token(case, case.token)]
    proofs = as_list((case.document or {}).get("proof"))
    if not proofs:
        raise MalformedDocument("no proof", reason="proof.missing")
    if len(proofs) > MAX_PROOFS:
        raise MalformedDocument(
            "too many proofs", reason="proof.too_many", limit=MAX_PROOFS
        )
    return [_embedded(case, proof) for proof in proofs]


def _embedded(case: Case, given: Json) -> Finding:
    proof = given if isinstance(given, dict) else {}
    suite = str(proof.get("cryptosuite") or proof.get("type") or "")
    url = proof.get("verificationMethod")
    url = url if isinstance(url, str) else ""
    try:
        found = _verify_embedded(case, proof, url, suite)
    except Refused as error:
        return Finding(suite, url, problem=_unknown_if_not_carried_out(error))
    except ObkitError as error:
        return Finding(suite, url, problem=error)
    return Finding(suite, url, signature=found)


def _verify_embedded(
    case: Case, proof: dict[str, Json], url: str, suite: str
) -> Signature:
    format_ = _format_of(proof)
    found = _find(url, case, suite)
    if not format_.verify(case.document or {}, proof, key=found.key):
        raise Refused("the signature does not fit", reason="proof.altered")
    _check_dates(proof, case.now)
    return found


def _format_of(proof: dict[str, Json]) -> EmbeddedFormat:
    """Before its key is looked for: a suite of others is not wrong, and never a pass."""
    if not isinstance(proof.get("type"), str):
        raise MalformedDocument("no type", reason="proof.member_missing", member="type")
    found = embedded_format(proof)
    if found is None:
        raise Unsupported(
            "a suite that we do not implement",
            reason="proof.unknown_suite",
            type=proof["type"],
            cryptosuite=proof.get("cryptosuite"),
        )
    return found


def _check_dates(proof: dict[str, Json], now: datetime) -> None:
    """The proof's own times (security.md #18); the suite saw to it that they are times."""
    for member in ("created", "expires"):
        if member not in proof:
            continue
        moment = times.parse(str(proof[member]))
        if member == "created" and moment > now + CLOCK_SKEW:
            raise Refused(
                "made in the future", reason="proof.from_the_future", created=moment
            )
        if member == "expires" and moment < now:
            raise Refused("out of date", reason="proof.expired", expires=moment)


def _unknown_if_not_carried_out(error: Refused) -> ObkitError:
    """Refused for our own limits, or for an inline context, is unknown and not wrong (§8.3)."""
    if error.reason in _NOT_CARRIED_OUT:
        return Unverifiable(str(error), reason=error.reason, **error.facts)
    return error


def _token(case: Case, token: VcJwt) -> Finding:
    suite, url = f"VC-JWT {token.algorithm}", token.kid or ""
    try:
        found = _verify_token(case, token, suite)
    except ObkitError as error:
        return Finding(suite, url, problem=error)
    return Finding(suite, url, signature=found)


def _verify_token(case: Case, token: VcJwt, suite: str) -> Signature:
    found = _find_for_token(token, suite, case)
    if not vc_jwt.verify(token, key=found.key):
        raise Refused("the signature does not fit", reason="proof.altered")
    ends = vc_jwt.signature_ends(token)
    if ends is not None and ends < case.now:
        raise Refused("out of date", reason="proof.expired", expires=ends)
    differing = vc_jwt.differing_claims(token)
    if differing:
        raise Refused(
            "claims differ from the credential",
            reason="jwt.claims_differ",
            claims=list(differing),
        )
    return found


def _find_for_token(token: VcJwt, suite: str, case: Case) -> Signature:
    url, jwk = token.kid or "", token.jwk
    if ":" in url:
        try:
            return _find(url, case, suite)
        except ObkitError:
            if jwk is None:
                raise
    elif url and jwk is None:
        return _named(url, case, suite)
    if jwk is None:
        raise Unsupported("the header names no key", reason="proof.no_key", kid=url)
    # The header's own key can prove nothing about the issuer; the next check knows (T-JWT-4).
    return Signature(public_key_from_jwk(jwk), suite, url, None)


def _named(kid: str, case: Case, suite: str) -> Signature:
    """The key that the issuer lists under a name that is no URL (JO-4)."""
    method = find_named(case.issuer_id, kid, fetcher=HttpsOnly(case.fetcher))
    if method is None:
        raise Unsupported("no key of this name", reason="proof.no_key", kid=kid)
    return Signature(method.public_key, suite, method.id, method)


def _find(url: str, case: Case, suite: str) -> Signature:
    """The key behind the URL; or, if it cannot be got there, the key that the URL itself spells."""
    try:
        method = find_method(url, fetcher=HttpsOnly(case.fetcher))
    except ObkitError as error:
        hint = _spelled_out(url)
        if hint is not None:
            return Signature(hint, suite, url, None)
        if isinstance(error, MalformedJson):
            # A parked domain answers anything; that says nothing about the badge.
            raise Unsupported(
                "no document", reason="method.no_document", url=url, why=error.reason
            ) from error
        raise
    return Signature(method.public_key, suite, url, method)


def _spelled_out(url: str) -> PublicKey | None:
    """The key in a fragment such as `https://issuer.example/7#z6Mk…`.

    It lets us say whether the signature fits, and nothing about whose key it is.
    """
    _, _, fragment = url.partition("#")
    try:
        return public_key_from_multikey(fragment)
    except ObkitError:
        return None
