"""Roles and what each of them includes; how far an invitation is."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a member may do in an organization."""

    OWNER = "owner", "Owner"
    EDITOR = "editor", "Editor"
    AWARDER = "awarder", "Awarder"
    ASSESSOR = "assessor", "Assessor"
    VIEWER = "viewer", "Viewer"

    def includes(self, other: "Role") -> bool:
        """Whether whoever has this role may do what the other role may."""
        return other in INCLUDED[self]


INCLUDED: dict[Role, frozenset[Role]] = {
    Role.OWNER: frozenset(Role),
    Role.EDITOR: frozenset({Role.EDITOR, Role.AWARDER, Role.VIEWER}),
    Role.AWARDER: frozenset({Role.AWARDER, Role.VIEWER}),
    Role.ASSESSOR: frozenset({Role.ASSESSOR, Role.VIEWER}),
    Role.VIEWER: frozenset({Role.VIEWER}),
}


class InvitationState(TextChoices):
    """What became of an invitation. An open one may have expired meanwhile."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
