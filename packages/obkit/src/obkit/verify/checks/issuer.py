"""Issuer: whether the key is the issuer's (docs/adr/0006-key-must-be-the-issuers.md).

A signature that fits proves that somebody signed. That it was the issuer is known only when the
issuer's own document says that the key is theirs: the DID document or profile behind the issuer's
id, listing the key for assertions. What a credential says of its own key, in its header, in the
fragment of a URL or in a key document elsewhere, only says which key to look for (T-SEC-1).
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from obkit.errors import Malformed, ObkitError, Refused
from obkit.resolve import VerificationMethod, jwks
from obkit.verify import results
from obkit.verify.case import Case, Hosted, Signature, Step
from obkit.verify.fetching import HttpsOnly
from obkit.verify.issuer_document import find_key
from obkit.verify.report import Check, CheckResult, Outcome
from obkit.verify.signed import lists_key

_PURPOSE = "assertionMethod"


def run(case: Case) -> CheckResult:
    """Confirm that the issuer spoke."""
    if case.kind.is_ob2_statement:
        return _hosted(case)
    if not case.issuer_id:
        return results.failed(Check.ISSUER, "issuer.missing")
    found = [_confirm(signature, case) for signature in case.signatures]
    confirmed = sorted(
        (result for result in found if result.is_good),
        key=lambda result: result.outcome is not Outcome.PASSED,
    )
    if confirmed and len(confirmed) < len(found):
        # Co-signers are welcome, but nothing that they sign is the issuer's word (security.md #16).
        return results.warned(
            Check.ISSUER, "issuer.further_signers", **confirmed[0].facts
        )
    return confirmed[0] if confirmed else _worst(found)


def _worst(found: Sequence[CheckResult]) -> CheckResult:
    """Unknown before wrong: one of several keys may still be the issuer's."""
    order = (Outcome.INCONCLUSIVE, Outcome.FAILED)
    return min(found, key=lambda result: order.index(result.outcome))


def _confirm(signature: Signature, case: Case) -> CheckResult:
    issuer = case.issuer_id
    try:
        method = _published(signature, case)
        _accept(method, case)
    except (Malformed, Refused) as error:
        return results.failed(
            Check.ISSUER, error.reason, **{**error.facts, "issuer": issuer}
        )
    except ObkitError as error:
        # The issuer's document did not come, or is none that could list keys.
        return results.inconclusive(
            Check.ISSUER,
            error.reason
            if error.reason.startswith("issuer.")
            else "issuer.unreachable",
            **{**error.facts, "fetch": error.reason, "issuer": issuer},
        )
    if method.document_id.endswith(jwks.PATH):
        # It does not say which of the host's issuers may sign with it, so the reader is told.
        return results.warned(
            Check.ISSUER, "issuer.confirmed_by_host", issuer=issuer, method=method.id
        )
    return results.passed(
        Check.ISSUER, "issuer.confirmed", issuer=issuer, method=method.id
    )


def _published(signature: Signature, case: Case) -> VerificationMethod:
    """The method as the issuer publishes it.

    Raises:
        ObkitError: it is not there, or the issuer could not be asked.
    """
    method = signature.method
    if method is not None and method.controller == case.issuer_id:
        return method
    if method is not None and method.controller is not None:
        raise Refused(
            "the key is somebody else's",
            reason="issuer.key_not_issuers",
            controller=method.controller,
        )
    found = find_key(
        case.issuer_id,
        signature.key,
        # Only where a key was really found there: a URL that merely spells it out is no place.
        signature.method_url if method else "",
        fetcher=HttpsOnly(case.fetcher),
    )
    if found is None:
        raise Refused(
            "the issuer does not list this key",
            reason="issuer.key_not_listed",
            method=signature.method_url,
        )
    if found.controller != case.issuer_id:
        raise Refused(
            "the key is somebody else's",
            reason="issuer.key_not_issuers",
            controller=found.controller,
        )
    return found


def _accept(method: VerificationMethod, case: Case) -> None:
    """Refuse a key that the issuer lists, but not for this, or not any more."""
    if _PURPOSE not in method.purposes:
        raise Refused(
            "not listed for assertions",
            reason="issuer.key_not_for_assertions",
            method=method.id,
        )
    if method.revoked and method.revoked <= case.now:
        raise Refused(
            "the issuer revoked the key",
            reason="issuer.key_revoked",
            revoked=method.revoked,
        )
    if method.expires and method.expires <= case.now:
        raise Refused(
            "the key has expired", reason="issuer.key_expired", expires=method.expires
        )


def _hosted(case: Case) -> CheckResult:
    """OB 2.0: it lives where the issuer's profile says that its badges live (§1.3)."""
    hosted = case.hosted
    assert hosted is not None  # noqa: S101 - a proof that holds is of what was found
    if case.is_token:
        return _signed(hosted, case.signatures)
    facts = {"issuer": hosted.issuer.id, "hosted_at": hosted.statement.id}
    if not _in_scope(hosted):
        return results.failed(Check.ISSUER, "issuer.out_of_scope", **facts)
    return results.passed(Check.ISSUER, "issuer.hosts_it", **facts)


def _signed(hosted: Hosted, signatures: Sequence[Signature]) -> CheckResult:
    """OB 2.0: issuer and key name each other (OB20-V3, OB20-K1)."""
    issuer = hosted.issuer
    (signature,) = signatures  # a token has one, and the proof holds
    facts = {"issuer": issuer.id, "method": signature.method_url}
    if not lists_key(issuer, signature.method_url):
        return results.failed(Check.ISSUER, "issuer.key_not_listed", **facts)
    if signature.owner != issuer.id:
        return results.failed(
            Check.ISSUER,
            "issuer.key_not_issuers",
            **facts,
            controller=signature.owner,
        )
    return results.passed(Check.ISSUER, "issuer.confirmed", **facts)


def _in_scope(hosted: Hosted) -> bool:
    address = hosted.statement.id
    scope = hosted.issuer.verification
    starts = scope.starts_with if scope else ()
    if starts and not any(address.startswith(start) for start in starts):
        return False
    origins = (scope.allowed_origins if scope else ()) or (_host(hosted.issuer.id),)
    host = _host(address)
    return host != "" and host in {origin.lower() for origin in origins}


def _host(url: str) -> str:
    """The host and port as written, in lower case; the default ports are left out."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    authority = parts.netloc.lower()
    return authority.removesuffix(":443" if parts.scheme == "https" else ":80")


STEP = Step(Check.ISSUER, run, needs=(Check.PROOF,))
