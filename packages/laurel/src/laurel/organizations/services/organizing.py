"""The organization itself: its name, its address, its rules."""

from django.db import transaction
from django.utils.text import slugify

from laurel.foundation import events, ids
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.organizations.events import ApprovalRuleChanged, OrganizationCreated
from laurel.organizations.locking import lock
from laurel.organizations.models import Membership, Organization
from laurel.organizations.types import Role

MOST_NAME = 120
MOST_SLUG = 60
RESERVED_SLUGS = frozenset({"new", "settings", "admin"})  # words of our own addresses


@transaction.atomic
def create(*, name: str, actor: Actor) -> Organization:
    """Open an organization; a person who creates one becomes its owner.

    Raises:
        Refused: the name is empty, too long or carries control characters.
    """
    name = name.strip()
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise Refused(
            f"An organization needs a name of 1 to {MOST_NAME} characters.",
            field="name",
        )
    organization = Organization.objects.create(name=name, slug=_free_slug(name))
    if actor.account_id is not None:
        Membership.objects.create(
            organization=organization, account_id=actor.account_id, role=Role.OWNER
        )
    events.publish(
        OrganizationCreated(
            actor=actor, organization_id=organization.pk, slug=organization.slug
        )
    )
    return organization


@transaction.atomic
def require_approval(
    *, organization: Organization, needed: bool, actor: Actor
) -> Organization:
    """Let awards wait for a second person from now on, or not; as it is changes nothing."""
    lock(organization)
    organization.refresh_from_db(fields=["awards_need_approval"])
    if organization.awards_need_approval == needed:
        return organization
    organization.awards_need_approval = needed
    organization.save(update_fields=["awards_need_approval"])
    events.publish(
        ApprovalRuleChanged(actor=actor, organization_id=organization.pk, needed=needed)
    )
    return organization


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:MOST_SLUG].strip("-") or "organization"
    taken = Organization.objects.filter(slug=wanted).exists()
    if not taken and wanted not in RESERVED_SLUGS:
        return wanted
    # Six random characters, so that two of the same name at once do not collide.
    return f"{wanted[: MOST_SLUG - 7].strip('-')}-{ids.public_id()[:6].lower()}"
