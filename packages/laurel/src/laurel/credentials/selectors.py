"""Reading credentials, and what is handed out of them."""

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from obkit import issue
from obkit.encoding import strict_json

from laurel.credentials import addresses, pictures, status_lists
from laurel.credentials.errors import NotFound, TakenDown
from laurel.credentials.models import Credential, StatusList
from laurel.credentials.types import Addresses, CredentialStatus

if TYPE_CHECKING:
    from laurel.organizations.models import Organization


_DOCUMENTS = ("document", "jwt", "ob2")


def public(award_public_id: str) -> Credential:
    """The credential of an award that counts, for everybody who knows its address.

    Raises:
        NotFound: there is none (yet).
        TakenDown: its holder had it taken down.
    """
    return _not_taken_down(of_award(award_public_id))


def public_beside(
    award_public_id: str, other: str
) -> tuple[Credential, Credential | None]:
    """The same, and the one of another award that its page leads to: asked for in one go.

    Raises:
        NotFound: there is none (yet).
        TakenDown: its holder had it taken down.
    """
    rows = _for_pages().filter(award_public_id__in=[award_public_id, other])
    found = {row.award_public_id: row for row in rows}
    return _not_taken_down(found.get(award_public_id)), found.get(other)


def standing(award_public_id: str) -> Credential:
    """The same, also of one that was taken down: its status is published on.

    Raises:
        NotFound: there is none (yet).
    """
    credential = of_award(award_public_id)
    if credential is None:
        raise NotFound("no such badge")
    return credential


def of_award(award_public_id: str) -> Credential | None:
    """The credential of an award that counts, or None: not issued yet."""
    return _for_pages().filter(award_public_id=award_public_id).first()


def documents_of(award_public_ids: Collection[str]) -> dict[str, Credential]:
    """Award → the credential that counts, with its document; without those taken down."""
    rows = _counting().filter(award_public_id__in=award_public_ids, erased_at=None)
    return {row.award_public_id: row for row in rows.defer("jwt", "ob2")}


def outline(award_public_id: str) -> Credential:
    """What `standing` gives, without its documents and what it is about: for one of many.

    Raises:
        NotFound: there is none (yet).
    """
    rows = Credential.objects.exclude(status=CredentialStatus.SUPERSEDED.value)
    found = rows.filter(award_public_id=award_public_id).defer(*_DOCUMENTS).first()
    if found is None:
        raise NotFound("no such badge")
    return found


def generations(award_public_id: str) -> QuerySet[Credential]:
    """Every generation of an award's credential, the newest first, without their documents."""
    return (
        _whole()
        .filter(award_public_id=award_public_id)
        .defer(*_DOCUMENTS)
        .order_by("-generation")
    )


def at_place(*, list_url: str, index: int) -> Credential | None:
    """The credential that has this place in a status list of ours, of whatever generation."""
    prefix = addresses.status_list("")
    if not list_url.startswith(prefix):
        return None
    list_id = list_url.removeprefix(prefix)
    return (
        _whole().filter(slot__status_list__public_id=list_id, slot__index=index).first()
    )


def of_assertion(award_public_id: str, assertion: bytes) -> Credential | None:
    """The generation whose Open Badges 2.0 Assertion this is, byte for byte."""
    for credential in _whole().filter(award_public_id=award_public_id):
        if bytes(credential.ob2) == assertion:
            return credential
    return None


def of_organization(organization: "Organization") -> QuerySet[Credential]:
    """The organization's credentials that count, the newest first, without their documents."""
    return (
        _counting()
        .filter(organization=organization)
        .defer(*_DOCUMENTS)
        .order_by("-created_at", "-pk")
    )


def of_awards(
    award_public_ids: "QuerySet[Any] | Collection[str]",
) -> QuerySet[Credential]:
    """The credentials of these awards that count, without their documents.

    The ids may be a query of one column.
    """
    return (
        Credential.objects.exclude(status=CredentialStatus.SUPERSEDED.value)
        .filter(award_public_id__in=award_public_ids)
        .defer(*_DOCUMENTS)
    )


def every_award() -> QuerySet[Credential, str]:
    """The public id of every award that has a credential, the oldest first."""
    return _counting().order_by("pk").values_list("award_public_id", flat=True)


def every_status_list() -> QuerySet[StatusList, str]:
    """The public id of every status list, the oldest first."""
    return StatusList.objects.order_by("pk").values_list("public_id", flat=True)


def ob2_assertion(credential: Credential) -> bytes:
    """The Open Badges 2.0 Assertion, or what its address answers with 410 when it is over.

    The standard has no word for *suspended*, so that is said as a reason.
    """
    if credential.is_active:
        return bytes(credential.ob2)
    suspended = f"Suspended for now: {credential.suspension_wording}"
    return strict_json.dumps(
        issue.ob2_revoked(
            id=addresses.ob2(credential.award_public_id),
            reason=suspended
            if credential.is_suspended
            else credential.revocation_wording,
        )
    )


def status_list(list_id: str) -> bytes:
    """The signed status list; signed anew first if it changed or is a day old.

    Raises:
        NotFound: there is no such list.
    """
    return status_lists.published(list_id)


def last_status_list(list_id: str, *, valid_for: dt.timedelta) -> bytes:
    """The list as it stands, signed to be believed for a long time: where nobody can sign again.

    Whoever has it may show it until then, whatever is revoked later.

    Raises:
        NotFound: there is no such list.
    """
    return status_lists.last_word(list_id, valid_for=valid_for)


def baked_png(credential: Credential) -> bytes:
    """The picture with both standards' badges inside, PNG."""
    return pictures.png(credential)


def baked_svg(credential: Credential) -> bytes:
    """The picture with both standards' badges inside, SVG."""
    return pictures.svg(credential)


def address(credential: Credential) -> str:
    """The award page: the credential's id."""
    return addresses.page(credential.award_public_id)


def status_address(credential: Credential) -> str:
    """The list that says whether it was revoked."""
    return addresses.status_list(credential.slot.status_list.public_id)


def addresses_of(award_public_id: str) -> Addresses:
    """Where the credential of an award is published, or will be."""
    return Addresses(
        page=addresses.page(award_public_id),
        png=addresses.png(award_public_id),
        ob2=addresses.ob2(award_public_id),
        newest=addresses.newest(award_public_id),
    )


def _not_taken_down(credential: Credential | None) -> Credential:
    if credential is None:
        raise NotFound("no such badge")
    if credential.erased_at is not None:
        raise TakenDown("its holder had it taken down")
    return credential


def _for_pages() -> QuerySet[Credential]:
    """With what a page tells of it: the issuer's domain, and where its status stands."""
    return (
        _counting()
        .select_related("issuer__domain_proof", "slot__status_list")
        .defer("slot__status_list__published")
    )


def _counting() -> QuerySet[Credential]:
    return _whole().exclude(status=CredentialStatus.SUPERSEDED.value)


def _whole() -> QuerySet[Credential]:
    return Credential.objects.select_related(
        "issuer", "slot", "achievement_version__achievement__issuer"
    )
