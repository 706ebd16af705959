"""What happens to organizations."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event
from laurel.organizations.types import Role


@dataclass(frozen=True, kw_only=True)
class OrganizationCreated(Event):
    """Somebody opened an organization and owns it."""

    name: ClassVar[str] = "organization.created"
    slug: str


@dataclass(frozen=True, kw_only=True)
class ApprovalRuleChanged(Event):
    """From now on awards need a second person, or need none any more."""

    name: ClassVar[str] = "organization.approval_rule_changed"
    needed: bool


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Event):
    """Somebody was given a role."""

    name: ClassVar[str] = "organization.member_added"
    account_id: uuid.UUID
    role: Role


@dataclass(frozen=True, kw_only=True)
class MemberRoleChanged(Event):
    """A member has another role now."""

    name: ClassVar[str] = "organization.member_role_changed"
    account_id: uuid.UUID
    role: Role


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(Event):
    """Somebody is a member no longer."""

    name: ClassVar[str] = "organization.member_removed"
    account_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class RightGranted(Event):
    """An owner let a member do more with one thing than their role does."""

    name: ClassVar[str] = "organization.right_granted"
    account_id: uuid.UUID
    about: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class RightWithdrawn(Event):
    """A member has only their role for this thing again."""

    name: ClassVar[str] = "organization.right_withdrawn"
    account_id: uuid.UUID
    about: str


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    """Somebody gave their own role back."""

    name: ClassVar[str] = "organization.member_left"
    account_id: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class MemberInvited(Event):
    """An owner invited an address; the mail with the link follows."""

    name: ClassVar[str] = "organization.member_invited"
    invitation_public_id: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class InvitationResent(Event):
    """An owner wants the invitation mailed once more; its old link is dead."""

    name: ClassVar[str] = "organization.invitation_resent"
    invitation_public_id: str


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event):
    """The organization took an open invitation back."""

    name: ClassVar[str] = "organization.invitation_withdrawn"
    invitation_public_id: str


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Event):
    """The invited person joined; `member_added` says with which role."""

    name: ClassVar[str] = "organization.invitation_accepted"
    invitation_public_id: str


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(Event):
    """Whoever holds the invitation's link does not want to join."""

    name: ClassVar[str] = "organization.invitation_declined"
    invitation_public_id: str
