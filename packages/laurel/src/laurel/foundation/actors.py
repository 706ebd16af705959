"""Whoever acts: a person who signed in, a program with a token, or the system itself."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor it is."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105 - a kind of actor
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who asks for a change; every service takes one."""

    kind: ActorKind
    account_id: uuid.UUID | None
    label: str
    organization_id: uuid.UUID | None = None  # of a token: the one that it acts for
    role: str = ""  # of a token: what it may do there (organizations.types.Role)

    @classmethod
    def person(cls, account_id: uuid.UUID, label: str = "") -> "Actor":
        """Somebody who signed in. The label is a name, never an address."""
        return cls(ActorKind.PERSON, account_id, label)

    @classmethod
    def token(cls, organization_id: uuid.UUID, *, role: str, label: str) -> "Actor":
        """A program that came with a token of this organization."""
        return cls(ActorKind.TOKEN, None, label, organization_id, role)

    @property
    def is_token(self) -> bool:
        """Whether a program acts, with what its token was given."""
        return self.kind is ActorKind.TOKEN

    @property
    def is_system(self) -> bool:
        """Whether jobs and commands act here rather than a person."""
        return self.kind is ActorKind.SYSTEM


SYSTEM = Actor(ActorKind.SYSTEM, None, "Laurel")
