"""Changing organizations, who belongs to them, and who is asked to."""

from laurel.organizations.services.belonging import (
    add_member,
    change_role,
    grant_right,
    remove_member,
    withdraw_right,
)
from laurel.organizations.services.inviting import (
    accept,
    decline,
    invite,
    new_token,
    resend,
    withdraw,
)
from laurel.organizations.services.organizing import (
    RESERVED_SLUGS,
    create,
    require_approval,
)

__all__ = [
    "RESERVED_SLUGS",
    "accept",
    "add_member",
    "change_role",
    "create",
    "decline",
    "grant_right",
    "invite",
    "new_token",
    "remove_member",
    "require_approval",
    "resend",
    "withdraw",
    "withdraw_right",
]
