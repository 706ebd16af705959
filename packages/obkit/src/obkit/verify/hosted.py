"""Open Badges 2.0, hosted: the badge is what its address answers (checklist §1.3).

An endorsement likewise, without a BadgeClass (OB20-E4).

(1) The document that somebody hands in only says where to ask.
(2) The assertion is fetched there; 410 or `revoked: true` means revoked.
(3) Its BadgeClass and the issuer's Profile are fetched at their own addresses; what is embedded
    is not believed.
(4) All three conform.
(5) What was handed in says the same as what is published; see `_differences`.
Whether the address is the issuer's is the next check.
"""

from typing import TypeVar

from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.errors import (
    FetchError,
    HttpStatus,
    MalformedDocument,
    MalformedJson,
    ObkitError,
    Unsupported,
)
from obkit.model import legacy, ob2, withheld
from obkit.model.fields import Node
from obkit.status import hosted as hosted_status
from obkit.verify import results
from obkit.verify.case import Case, Hosted, Kind
from obkit.verify.kinds import as_list
from obkit.verify.report import Check, CheckResult

ACCEPT = "application/ld+json, application/json"

_Published = TypeVar("_Published", bound=Node)

# What people read in a badge. A copy that says something else than the issuer is not the issuer's
# word, whoever changed it; a fresh download is.
_CLAIMS = (
    "recipient",
    "badge",
    "claim",
    "issuer",
    "issuedOn",
    "expires",
    "narrative",
    "evidence",
    "revoked",
)
# How the document is written rather than what it says.
_FORM = ("@context", "id", "type", "verify", "verification")

# What a reader should know of a badge that is good, the gravest first.
_NOTES = (
    ("members", "hosted.copy_differs"),
    ("plain_http", "hosted.plain_http"),
    ("moved", "hosted.moved"),
    ("edition", "hosted.older_edition"),
)


def check(case: Case) -> CheckResult:
    """Fetch the badge where it is hosted and compare it with what was handed in."""
    if _is_signed(case.document):
        return results.failed(Check.PROOF, "proof.missing")
    if case.edition is legacy.Edition.V0_5 and not case.address:
        # Nothing in such a badge says where it lives; only a picture or its address does.
        return results.inconclusive(Check.PROOF, "hosted.no_address")
    if not case.address.startswith(("https://", "http://")):
        return results.failed(Check.PROOF, "hosted.not_an_address", id=case.address)
    try:
        return _verify(case)
    except FetchError as error:
        return results.inconclusive(
            Check.PROOF, "hosted.unreachable", **results.fetch_facts(error)
        )
    except ObkitError as error:
        return results.from_error(Check.PROOF, error)


def _verify(case: Case) -> CheckResult:
    notes: dict[str, object] = {}
    try:
        document = fetch(case.address, case, notes)
    except HttpStatus as error:
        revocation = hosted_status.in_answer(error)
        if revocation is None:
            raise
        case.revocation_reason = revocation.reason
        return results.inconclusive(Check.PROOF, "hosted.gone", url=case.address)
    revocation = hosted_status.in_document(document)
    if revocation:
        case.revocation_reason = revocation.reason
        return results.inconclusive(Check.PROOF, "hosted.gone", url=case.address)
    if _is_signed(document):  # as it says itself, but it is served without a signature
        return results.failed(Check.PROOF, "proof.missing", url=case.address)
    case.hosted = _published(document, case, notes)
    return _compare(case, notes)


def _published(
    document: dict[str, Json], case: Case, notes: dict[str, object]
) -> Hosted:
    """(3), (4) The document with what it links, each read as what it has to be."""
    if case.kind is Kind.OB2_ENDORSEMENT:
        endorsement = read(ob2.Endorsement, document)
        issuer = fetch_issuer(endorsement.issuer_id, case, notes)
        return Hosted(endorsement, None, issuer, document)
    assertion = read(assertion_of(notes.get("edition")), document)
    if isinstance(assertion, ob2.WholeAssertion):
        # (3) does not apply: in 0.5 badge and issuer stand in the assertion and nowhere else.
        return Hosted(assertion, assertion.badge, assertion.badge.issuer, document)
    badge = fetch_badge(assertion.badge_id, case, notes)
    issuer = fetch_issuer(badge.issuer_id, case, notes)
    return Hosted(assertion, badge, issuer, document)


def assertion_of(edition: object) -> type[ob2.Assertion]:
    """The model of an assertion of this edition; None is 2.0 itself."""
    if edition == legacy.Edition.V0_5:
        return ob2.WholeAssertion
    return ob2.OlderAssertion if edition else ob2.Assertion


def fetch_badge(url: str, case: Case, notes: dict[str, object]) -> ob2.BadgeClass:
    """The badge class at its own address.

    Raises:
        ObkitError: as `fetch` and `read`.
    """
    document = fetch(url, case, notes, legacy.Part.BADGE_CLASS)
    return read(ob2.BadgeClass, document)


def fetch_issuer(url: str, case: Case, notes: dict[str, object]) -> ob2.Profile:
    """The issuer's profile at its own address.

    Raises:
        ObkitError: as `fetch` and `read`.
    """
    document = fetch(url, case, notes, legacy.Part.ISSUER)
    return read(ob2.OlderProfile if "edition" in notes else ob2.Profile, document)


def _compare(case: Case, notes: dict[str, object]) -> CheckResult:
    """(5) What the copy says beside what is published, and how well that could be asked."""
    published = case.hosted.document if case.hosted else {}
    differences = _differences(case.document or {}, published)
    claims = [name for name in differences if name in _CLAIMS]
    if claims:
        return results.failed(
            Check.PROOF, "hosted.copy_altered", members=claims, **notes
        )
    if differences:
        notes = {**notes, "members": differences}
    for note, reason in _NOTES:
        if note in notes:
            return results.warned(Check.PROOF, reason, **notes)
    return results.passed(Check.PROOF, "hosted.same", url=case.address)


def fetch(
    url: str,
    case: Case,
    notes: dict[str, object],
    part: legacy.Part = legacy.Part.ASSERTION,
) -> dict[str, Json]:
    """The document that the address answers and that says of itself that it lives there.

    One from before 2.0 is made into one of 2.0.

    What a reader should know of the way there is put into the notes.

    Raises:
        FetchError: it did not come.
        MalformedDocument: `hosted.another_id`, it lives elsewhere.
        Unsupported: no address, or no document there.
    """
    document = _get(url, case, notes, part)
    own = document.get("id")
    if own == url:
        return document
    if not isinstance(own, str) or not own.startswith(("https://", "http://")):
        raise MalformedDocument(
            "another id", reason="hosted.another_id", url=url, id=own
        )
    # It may have moved, as from http to https; then it must be found at its own address too.
    notes["moved"] = {"from": url, "to": own}
    document = _get(own, case, notes, part)
    if document.get("id") != own:
        raise MalformedDocument(
            "another id", reason="hosted.another_id", url=own, id=document.get("id")
        )
    return document


def _get(
    url: str, case: Case, notes: dict[str, object], part: legacy.Part
) -> dict[str, Json]:
    if not url.startswith(("https://", "http://")):
        raise Unsupported("not a web address", reason="hosted.not_an_address", id=url)
    if not url.startswith("https://"):
        notes["plain_http"] = url
    body = case.fetcher.fetch(url, accept=ACCEPT).body
    try:
        document = strict_json.loads_object(body)
    except MalformedJson as error:
        # A parked domain answers anything; that says nothing about the badge (security.md #21).
        raise Unsupported(
            "no document", reason="hosted.no_document", url=url, why=error.reason
        ) from error
    edition = legacy.edition_of(document)
    if edition:
        notes["edition"] = edition
    return legacy.upgrade(document, part, address=url)


def read(model: type[_Published], document: dict[str, Json]) -> _Published:
    """The document as its model.

    Raises:
        MalformedDocument: `hosted.malformed`; `facts` say which document, and why.
    """
    try:
        return model.from_document(document)
    except MalformedDocument as error:
        raise MalformedDocument(
            str(error),
            reason="hosted.malformed",
            document=document.get("id"),
            why=error.reason,
            **error.facts,
        ) from error


def _is_signed(document: dict[str, Json] | None) -> bool:
    verification = (document or {}).get("verification") or (document or {}).get(
        "verify"
    )
    types = as_list(verification.get("type")) if isinstance(verification, dict) else []
    return bool({"SignedBadge", "signed"} & {t for t in types if isinstance(t, str)})


def _differences(copy: dict[str, Json], published: dict[str, Json]) -> list[str]:
    """The members in which a copy says something else than the published document.

    Members that only the published document has are no difference: the copy is silent on them.
    Nor is what the host tells no more, as long as its digest says that the copy is right.
    """
    return sorted(
        name
        for name, value in copy.items()
        if name not in _FORM
        and _meaning(name, value) != _meaning(name, published.get(name))
        and not withheld.is_withheld(published, name, value)
    )


def _meaning(name: str, value: Json) -> object:
    """A value so that two spellings of one meaning are equal."""
    if name in ("badge", "issuer") and isinstance(value, dict):
        return value.get(
            "id"
        )  # embedded here, linked there; the embedded one is not believed
    if name in ("issuedOn", "expires") and isinstance(value, str):
        try:
            return ob2.Iso8601(value).at
        except ValueError:
            return value
    if name == "evidence":
        return [
            {"id": item} if isinstance(item, str) else item for item in as_list(value)
        ]
    return value
