"""What keeps the badges of a programme back: asked by `awards` through `config/guards.py`."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from laurel.awards.types import Obstacle
from laurel.classes import selectors as classes
from laurel.foundation import clock
from laurel.releases import gates, selectors, standings, words
from laurel.releases.types import Check, Gate

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement


def obstacles(
    achievement: "Achievement", keys: Collection[str]
) -> Mapping[str, tuple[Obstacle, ...]]:
    """Normalised address → the gates that are shut; who is not in it is kept back by none."""
    policy = selectors.policy_of(achievement.pk)
    if policy is None:
        return {}
    program, now = policy.program, clock.now()
    known = classes.learners_of_keys(program.organization_id, keys)
    theirs = standings.of_learners(program, list(known.values()))
    nobody = standings.of_nobody(program) if len(known) < len(set(keys)) else None
    found: dict[str, tuple[Obstacle, ...]] = {}
    for key in keys:
        learner = known.get(key)
        standing = theirs[learner.pk] if learner else nobody
        assert standing is not None  # noqa: S101 - one of the two was made above
        if shut := gates.shut(policy.terms, standing, now):
            found[key] = tuple(map(_obstacle, shut))
    return found


def _obstacle(check: Check) -> Obstacle:
    return Obstacle(
        code=f"release.{check.gate}",
        sentence=words.refusal(check),
        until=check.day if check.gate is Gate.DAY else None,
    )
