"""What happens to rules. Nobody is named: equivalents by their ids alone."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class RuleSet(Event):
    """What an achievement takes was said, or changed, or whether it is awarded by itself."""

    name: ClassVar[str] = "rule.set"
    achievement_public_id: str
    number: int
    is_automatic: bool


@dataclass(frozen=True, kw_only=True)
class RuleRemoved(Event):
    """Nothing is asked before the achievement is awarded any more."""

    name: ClassVar[str] = "rule.removed"
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class EquivalentAccepted(Event):
    """Somebody accepted another thing of a person in place of what is asked for."""

    name: ClassVar[str] = "equivalent.accepted"
    equivalence_public_id: str


@dataclass(frozen=True, kw_only=True)
class EquivalentWithdrawn(Event):
    """It does not count any more; what was awarded stays."""

    name: ClassVar[str] = "equivalent.withdrawn"
    equivalence_public_id: str
