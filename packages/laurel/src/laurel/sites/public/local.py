"""What this instance knows about a badge that it issued itself."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from obkit import baking
from obkit.encoding import strict_json
from obkit.errors import Malformed
from obkit.verify.report import Check, Report, Subject

from laurel.awards import selectors as awards
from laurel.awards.types import Visibility
from laurel.credentials import selectors as credentials
from laurel.foundation.errors import NotFound
from laurel.issuers import selectors as issuers
from laurel.sites.public.standings import Kind, Standing

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

_OB2 = "/ob2/assertions/"
_EMPLOYER = re.compile(r"/e/[1-9A-HJ-NP-Za-km-z]{22,39}")


def credential_of(subject: Subject) -> "Credential | None":
    """Our credential that this document is, by its id and issuer; None for anybody else's.

    The issuer counts too: a stranger may sign a document that carries our badge's id.
    """
    found = _by_address(subject.id or "")
    if found is None:
        return None
    known = issuers.facts(found.issuer)
    return found if subject.issuer_id in {known.id, known.ob2_id} else None


def standings(data: bytes) -> Callable[[Report], Standing | None]:
    """What we say of each badge that was found in these bytes."""

    def standing(report: Report) -> Standing | None:
        if _is_altered_copy(report) and (now := _older_assertion(data)):
            return _replaced(now)
        found = credential_of(report.subject) or _gone(report)
        if found is None:
            return None
        return standing_of(found) or _if_replaced(report, found)

    return standing


def standing_of(credential: "Credential") -> Standing | None:
    """What we say of the credential that counts; None while it is in force and the last one."""
    ended = _ended(credential)
    if ended:
        return ended
    award = awards.by_public_id(credential.award_public_id)
    after = awards.renewal_of(award)
    return _renewed(after, credentials.of_award(after.public_id)) if after else None


def standings_of(found: "Sequence[Credential]") -> dict[str, Standing]:
    """The same for many, by their awards; those in force are left out."""
    after = awards.renewals_of([each.award_public_id for each in found])
    places = [each.public_id for each in after.values()]
    newer = {each.award_public_id: each for each in credentials.of_awards(places)}
    said = {}
    for each in found:
        later = after.get(each.award_public_id)
        of_later = newer.get(later.public_id) if later else None
        said[each.award_public_id] = _ended(each) or _renewed(later, of_later)
    return {award: standing for award, standing in said.items() if standing}


def standing_with(
    credential: "Credential", after: "Award | None", newer: "Credential | None"
) -> Standing | None:
    """The same, where the award that took its place and that one's credential are at hand."""
    return _ended(credential) or _renewed(after, newer)


def _ended(credential: "Credential") -> Standing | None:
    if credential.is_revoked and credential.revoked_at:
        return Standing(
            kind=Kind.REVOKED,
            at=credential.revoked_at,
            issuer=credential.issuer_name,
            wording=credential.revocation_wording,
            reason=credential.revocation_reason,
        )
    if credential.is_suspended and credential.suspended_at:
        return Standing(
            kind=Kind.SUSPENDED,
            at=credential.suspended_at,
            issuer=credential.issuer_name,
            wording=credential.suspension_wording,
        )
    return None


def _renewed(after: "Award | None", newer: "Credential | None") -> Standing | None:
    if after is None or newer is None:
        return None  # it is being signed: until then the one before is the last one
    is_private = awards.disclosure_of(after).visibility is Visibility.PRIVATE
    return Standing(
        kind=Kind.RENEWED,
        at=newer.created_at,
        issuer=newer.issuer_name,
        page="" if is_private else f"/b/{after.public_id}",
    )


def page_of(subject: Subject) -> str:
    """The badge's page here, if it is ours, else nothing."""
    found = credential_of(subject)
    return f"/b/{found.award_public_id}" if found else ""


def employer_page(link: str) -> str:
    """The path of our own page for an employer that this is the link of, else nothing."""
    path = link.strip().removeprefix(settings.LAUREL.base_url)
    return path if _EMPLOYER.fullmatch(path) else ""


def _by_address(address: str) -> "Credential | None":
    prefix = f"{settings.LAUREL.base_url}/b/"
    identifier = address.replace(_OB2, "/b/")
    if not identifier.startswith(prefix):
        return None
    try:
        return credentials.standing(identifier.removeprefix(prefix))
    except NotFound:
        return None


def _gone(report: Report) -> "Credential | None":
    """Our credential of which our own address of the old standard said that it is over."""
    proof = report.result(Check.PROOF)
    if proof is None or proof.reason != "hosted.gone":
        return None
    return _by_address(str(proof.facts.get("url", "")))


def _if_replaced(report: Report, found: "Credential") -> Standing | None:
    """Whether what was handed in is an older generation than the one that counts."""
    if report.refresh and report.refresh.reason == "refresh.newer":
        return _replaced(found)
    status = report.result(Check.STATUS)
    facts = status.facts if status else {}
    list_url, index = facts.get("list"), facts.get("index")
    if not isinstance(list_url, str) or not isinstance(index, int):
        return None
    own = credentials.at_place(list_url=list_url, index=index)
    if own is None or own.generation >= found.generation:
        return None
    return _replaced(found) if own.award_public_id == found.award_public_id else None


def _replaced(by: "Credential") -> Standing:
    return Standing(
        kind=Kind.REPLACED,
        at=by.created_at,
        issuer=by.issuer_name,
        page=f"/b/{by.award_public_id}",
    )


def _is_altered_copy(report: Report) -> bool:
    proof = report.result(Check.PROOF)
    return proof is not None and proof.reason == "hosted.copy_altered"


def _older_assertion(data: bytes) -> "Credential | None":
    """The credential that counts now, if an assertion in the bytes is one we replaced.

    An assertion of the old standard is not signed. That this one is no forgery but our own former
    word, only the bytes that we kept can tell.
    """
    prefix = f"{settings.LAUREL.base_url}{_OB2}"
    for payload in _payloads(data):
        try:
            address = str(strict_json.loads_object(payload).get("id", ""))
        except Malformed:
            continue
        if not address.startswith(prefix):
            continue
        award_id = address.removeprefix(prefix)
        own = credentials.of_assertion(award_id, payload)
        now = credentials.of_award(award_id)
        if own and now and own.generation < now.generation:
            return now
    return None


def _payloads(data: bytes) -> Iterator[bytes]:
    if data[:1] == b"{":
        yield data
        return
    try:
        yield from (badge.payload for badge in baking.extract(data))
    except Malformed:
        return
