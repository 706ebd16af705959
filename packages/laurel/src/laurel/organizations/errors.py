"""What can be refused here.

LaurelError
├── NotFound            unknown, or not yours: the same
└── Refused
    ├── LastOwner       an organization cannot be left without an owner
    └── AlreadyMember   the person has a role already
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["AlreadyMember", "LastOwner", "NotFound"]


class LastOwner(Refused):
    """The change would leave the organization without an owner."""

    code = "organizations.last_owner"


class AlreadyMember(Refused):
    """The person is a member already; change the role instead."""

    code = "organizations.already_member"
