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
