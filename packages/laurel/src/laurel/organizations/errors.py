"""What can be refused here.

LaurelError
├── NotFound            unknown, or not yours: the same
└── Refused
    ├── LastOwner       an organization cannot be left without an owner
    ├── AlreadyMember   the person has a role already
    ├── AlreadyInvited  an invitation to this address is open
    ├── InvitationOver  it was accepted, declined or withdrawn, or it expired
    └── NotInvited      the invitation is for an address that is not proven to be theirs
"""

from laurel.foundation.errors import NotFound, Refused
from laurel.organizations.types import InvitationState

__all__ = [
    "AlreadyInvited",
    "AlreadyMember",
    "InvitationOver",
    "LastOwner",
    "NotFound",
    "NotInvited",
]


class LastOwner(Refused):
    """The change would leave the organization without an owner."""

    code = "organizations.last_owner"


class AlreadyMember(Refused):
    """The person is a member already; change the role instead."""

    code = "organizations.already_member"


class AlreadyInvited(Refused):
    """An invitation to this address is open; send that one again instead."""

    code = "organizations.already_invited"


class InvitationOver(Refused):
    """The invitation opens nothing any more; `state` says why."""

    code = "organizations.invitation_over"

    def __init__(self, state: InvitationState) -> None:
        super().__init__("This invitation is over. Ask to be invited again.")
        self.state = state


class NotInvited(Refused):
    """The invitation is for an address that this person has not proven."""

    code = "organizations.not_invited"
