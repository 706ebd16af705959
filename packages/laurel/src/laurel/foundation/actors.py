"""Whoever acts: a person who signed in, or the system itself."""

import uuid
from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of actor it is."""

    PERSON = "person"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who asks for a change; every service takes one."""

    kind: ActorKind
    account_id: uuid.UUID | None
    label: str

    @classmethod
    def person(cls, account_id: uuid.UUID, label: str = "") -> "Actor":
        """Somebody who signed in. The label is a name, never an address."""
        return cls(ActorKind.PERSON, account_id, label)

    @property
    def is_system(self) -> bool:
        """Whether jobs and commands act here rather than a person."""
        return self.kind is ActorKind.SYSTEM


SYSTEM = Actor(ActorKind.SYSTEM, None, "Laurel")
