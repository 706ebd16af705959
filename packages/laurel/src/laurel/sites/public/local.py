"""What this instance knows about a badge that it issued itself."""

from typing import TYPE_CHECKING

from django.conf import settings
from obkit.verify.report import Subject

from laurel.credentials import selectors as credentials
from laurel.foundation.errors import NotFound
from laurel.issuers import selectors as issuers
from laurel.sites.public.reports import Revocation

if TYPE_CHECKING:
    from laurel.credentials.models import Credential


def credential_of(subject: Subject) -> "Credential | None":
    """Our credential that this document is, by its id and issuer; None for anybody else's.

    The issuer counts too: a stranger may sign a document that carries our badge's id.
    """
    identifier = (subject.id or "").replace("/ob2/assertions/", "/b/")
    prefix = f"{settings.LAUREL.base_url}/b/"
    if not identifier.startswith(prefix):
        return None
    try:
        found = credentials.public(identifier.removeprefix(prefix))
    except NotFound:
        return None
    known = issuers.facts(found.issuer)
    return found if subject.issuer_id in {known.id, known.ob2_id} else None


def revocation(subject: Subject) -> Revocation | None:
    """The public wording of its revocation, if it is ours and was revoked."""
    found = credential_of(subject)
    return revocation_of(found) if found else None


def revocation_of(credential: "Credential") -> Revocation | None:
    """The public wording of a credential's revocation; None while it is active."""
    if credential.revoked_at is None:
        return None
    return Revocation(
        at=credential.revoked_at,
        issuer=credential.issuer_name,
        wording=credential.revocation_wording,
    )


def page_of(subject: Subject) -> str:
    """The badge's page here, if it is ours, else nothing."""
    found = credential_of(subject)
    return f"/b/{found.award_public_id}" if found else ""
