"""Reading credentials, and what is handed out of them."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from obkit import issue
from obkit.encoding import strict_json

from laurel.credentials import addresses, pictures, status_lists
from laurel.credentials.errors import NotFound
from laurel.credentials.models import Credential
from laurel.credentials.types import Addresses

if TYPE_CHECKING:
    from laurel.organizations.models import Organization


def public(award_public_id: str) -> Credential:
    """The credential of an award, for everybody who knows its address.

    Raises:
        NotFound: there is none (yet).
    """
    credential = of_award(award_public_id)
    if credential is None:
        raise NotFound("no such badge")
    return credential


def of_award(award_public_id: str) -> Credential | None:
    """The credential of an award, or None: not issued yet."""
    return _whole().filter(award_public_id=award_public_id).first()


def of_organization(organization: "Organization") -> QuerySet[Credential]:
    """The organization's credentials, the newest first, without their documents."""
    return (
        _whole()
        .filter(organization=organization)
        .defer("document", "jwt", "ob2")
        .order_by("-created_at", "-pk")
    )


def ob2_assertion(credential: Credential) -> bytes:
    """The Open Badges 2.0 Assertion, or (revoked) what its address answers with 410."""
    if not credential.is_revoked:
        return bytes(credential.ob2)
    return strict_json.dumps(
        issue.ob2_revoked(
            id=addresses.ob2(credential.award_public_id),
            reason=credential.revocation_wording,
        )
    )


def status_list(list_id: str) -> bytes:
    """The signed status list; signed anew first if it changed or is a day old.

    Raises:
        NotFound: there is no such list.
    """
    return status_lists.published(list_id)


def baked_png(credential: Credential) -> bytes:
    """The picture with both standards' badges inside, PNG."""
    return pictures.png(credential)


def baked_svg(credential: Credential) -> bytes:
    """The picture with both standards' badges inside, SVG."""
    return pictures.svg(credential)


def address(credential: Credential) -> str:
    """The award page: the credential's id."""
    return addresses.page(credential.award_public_id)


def addresses_of(award_public_id: str) -> Addresses:
    """Where the credential of an award is published, or will be."""
    return Addresses(
        page=addresses.page(award_public_id),
        png=addresses.png(award_public_id),
        ob2=addresses.ob2(award_public_id),
    )


def _whole() -> QuerySet[Credential]:
    return Credential.objects.select_related(
        "issuer", "slot", "achievement_version__achievement__issuer"
    )
