"""Reading tokens."""

import hashlib
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.tokens.errors import NotFound
from laurel.tokens.models import ApiToken

if TYPE_CHECKING:
    from laurel.organizations.models import Organization


def of_organization(organization: "Organization") -> QuerySet[ApiToken]:
    """The organization's tokens, the newest first; those that are over included."""
    found = ApiToken.objects.filter(organization=organization)
    return found.order_by("-created_at", "-pk")


def one(organization: "Organization", public_id: str) -> ApiToken:
    """One token of the organization.

    Raises:
        NotFound: there is none of that id in it.
    """
    found = of_organization(organization).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("no such token")
    return found


def hash_of(secret: str) -> bytes:
    """How a secret is kept. It has 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(secret.encode()).digest()
