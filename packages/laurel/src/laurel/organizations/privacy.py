"""What we keep about those who work for organizations."""

from collections.abc import Sequence

from laurel.foundation.people import Kept, Person, addressed, within
from laurel.organizations.models import Invitation, Membership, Right


def export(person: Person) -> Sequence[Kept]:
    """Where they are members, what they have rights to, and who invited them."""
    members = Membership.objects.filter(account=person.account_id)
    rights = Right.objects.filter(account=person.account_id)
    invited = Invitation.objects.filter(addressed("email", person), within(person))
    return (
        Kept(
            "memberships",
            rows=tuple(
                {
                    "organization": row.organization.name,
                    "role": row.role,
                    "since": row.created_at.isoformat(),
                }
                for row in members.select_related("organization")
            ),
        ),
        Kept(
            "rights",
            rows=tuple(
                {
                    "organization": row.organization.name,
                    "about": row.about,
                    "role": row.role,
                }
                for row in rights.select_related("organization")
            ),
        ),
        Kept(
            "invitations",
            rows=tuple(
                {
                    "organization": row.organization.name,
                    "email": row.email,
                    "role": row.role,
                    "state": row.state,
                    "sent_at": row.sent_at.isoformat(),
                }
                for row in invited.select_related("organization")
            ),
        ),
    )


def erase(person: Person) -> int:
    """Take their memberships, rights and invitations away."""
    changed, _ = Invitation.objects.filter(
        addressed("email", person), within(person)
    ).delete()
    if person.account_id is None:
        return changed
    for model in (Membership, Right):
        changed += model.objects.filter(account_id=person.account_id).delete()[0]
    sent = Invitation.objects.filter(invited_by=person.account_id)
    return changed + sent.update(invited_by=None)
