"""What happens to releases. Learners are named by their public ids alone."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class ReleasePolicySet(Event):
    """What has to come before the badges of a programme leave was said, or changed."""

    name: ClassVar[str] = "release.policy_set"
    program_public_id: str


@dataclass(frozen=True, kw_only=True)
class ReleasePolicyRemoved(Event):
    """The badges of a programme wait for nothing any more."""

    name: ClassVar[str] = "release.policy_removed"
    program_public_id: str


@dataclass(frozen=True, kw_only=True)
class ReleaseConfirmed(Event):
    """Learners' graduation was confirmed, at most a hundred at once."""

    name: ClassVar[str] = "release.confirmed"
    program_public_id: str
    learner_public_ids: tuple[str, ...]
    list_public_id: str = ""  # of the list that said so; empty: somebody ticked them


@dataclass(frozen=True, kw_only=True)
class ReleaseUnconfirmed(Event):
    """A learner's graduation is not confirmed after all."""

    name: ClassVar[str] = "release.unconfirmed"
    program_public_id: str
    learner_public_id: str


@dataclass(frozen=True, kw_only=True)
class ReleaseApproved(Event):
    """A second person let learners' badges leave, at most a hundred at once."""

    name: ClassVar[str] = "release.approved"
    program_public_id: str
    learner_public_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReleaseExpected(Event):
    """A learner completed the programme, and its badges are still to come."""

    name: ClassVar[str] = "release.expected"
    program_public_id: str
    learner_public_id: str


@dataclass(frozen=True, kw_only=True)
class ReleaseDue(Event):
    """The day came on which learners' badges may leave, at most a hundred at once."""

    name: ClassVar[str] = "release.due"
    program_public_id: str
    learner_public_ids: tuple[str, ...]
