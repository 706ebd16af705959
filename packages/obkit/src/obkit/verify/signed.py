"""Open Badges 2.0, signed: the assertion is the payload of a JWS (checklist §1.4).

An endorsement likewise, without a BadgeClass (OB20-E4).

(1) The token's assertion conforms; its BadgeClass and the issuer's Profile are fetched.
(2) The candidate keys are those that the Profile lists; `creator` says which one.
(3) The signature fits one of them.
Whether the issuer lists that key is the next check, whether it revoked the badge the one after.
"""

from obkit.encoding import jws, strict_json
from obkit.encoding.jws import CompactJws
from obkit.encoding.strict_json import Json
from obkit.errors import (
    AddressRefused,
    FetchError,
    MalformedDocument,
    ObkitError,
    Refused,
    Unsupported,
)
from obkit.keys import public_key_from_pem
from obkit.model import legacy, ob2
from obkit.verify import hosted, results
from obkit.verify.case import Case, Hosted, Kind, Signature
from obkit.verify.report import Check, CheckResult

# Issuers have one key or two; each costs a fetch.
MAX_KEYS = 4


def check(case: Case) -> CheckResult:
    """Find the key and verify the token with it."""
    notes: dict[str, object] = {}
    try:
        _verify(case, notes)
    except FetchError as error:
        return results.inconclusive(
            Check.PROOF, "hosted.unreachable", **results.fetch_facts(error)
        )
    except ObkitError as error:
        return results.from_error(Check.PROOF, error)
    facts = {
        "proofs": [
            {"suite": s.suite, "method": s.method_url, "reason": "proof.fits"}
            for s in case.signatures
        ]
    }
    if "plain_http" in notes:
        return results.warned(Check.PROOF, "hosted.plain_http", **facts, **notes)
    return results.passed(Check.PROOF, "proof.fits", **facts)


def lists_key(issuer: ob2.Profile, url: str) -> bool:
    """Whether the issuer's profile names the key, by its address or by writing it out."""
    return url in _listed(issuer)


def _verify(case: Case, notes: dict[str, object]) -> None:
    token = jws.split(case.payload.strip())
    document = strict_json.loads_object(token.payload)
    case.hosted = found = _signed(document, case, notes)
    # (2) Without a creator each of the issuer's keys may have signed.
    issuer, creator = found.issuer, found.statement.verification.creator
    urls = [creator] if creator else _listed(issuer)
    if not urls:
        raise Unsupported("the issuer publishes no key", reason="proof.no_key")
    if len(urls) > MAX_KEYS:
        raise Unsupported("too many keys", reason="proof.too_many", limit=MAX_KEYS)
    # (3) A key that does not come may be the one; one that does not fit is not.
    case.signatures = (_try(token, urls, case, notes),)


def _signed(document: dict[str, Json], case: Case, notes: dict[str, object]) -> Hosted:
    # The profile says which keys count, so a copy in the token is worth nothing.
    if case.kind is Kind.OB2_ENDORSEMENT:
        endorsement = hosted.read(ob2.Endorsement, document)
        issuer = hosted.fetch_issuer(endorsement.issuer_id, case, notes)
        return Hosted(endorsement, None, issuer, document)
    edition = legacy.edition_of(document)
    if edition:
        notes["edition"] = edition  # the issuer's profile is of the same age
    assertion = hosted.read(hosted.assertion_of(edition), legacy.upgrade(document))
    badge = assertion.badge if isinstance(assertion.badge, ob2.BadgeClass) else None
    # (1) What is embedded counts where it has no address of its own: the signature covers it.
    if badge is None or badge.id.startswith(("https://", "http://")):
        badge = hosted.fetch_badge(assertion.badge_id, case, notes)
    issuer = hosted.fetch_issuer(badge.issuer_id, case, notes)
    return Hosted(assertion, badge, issuer, document)


def _try(
    token: CompactJws, urls: list[str], case: Case, notes: dict[str, object]
) -> Signature:
    missing: ObkitError | None = None
    for url in urls:
        try:
            key = _key_at(url, case, notes)
            public = public_key_from_pem(key.public_key_pem.encode())
        except ObkitError as error:
            missing = error
            continue
        if public.verify_as(token.algorithm, token.signature, token.signing_input):
            suite = f"OB 2.0 signed {token.algorithm}"
            return Signature(public, suite, url, None, owner=key.owner)
    raise missing or Refused("the signature does not fit", reason="proof.altered")


def _key_at(url: str, case: Case, notes: dict[str, object]) -> ob2.CryptographicKey:
    issuer = case.hosted.issuer if case.hosted else None
    for entry in issuer.public_key if issuer else ():
        if isinstance(entry, ob2.CryptographicKey) and entry.id == url:
            return entry  # written out in the profile, which is the issuer's own
    if not url.startswith(("https://", "http://")):
        raise AddressRefused("not a web address", reason="fetch.scheme", url=url)
    document = hosted.fetch(url.partition("#")[0], case, notes)
    key = hosted.read(ob2.CryptographicKey, document)
    if key.id != url:
        raise MalformedDocument(
            "the key's address answers another key",
            reason="method.document_id",
            expected=url,
            found=key.id,
        )
    return key


def _listed(issuer: ob2.Profile) -> list[str]:
    return [k if isinstance(k, str) else k.id for k in issuer.public_key]
