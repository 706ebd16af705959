"""What rules have against an award; named in `config/guards.py`."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from laurel.awards.types import Obstacle
from laurel.eligibility import deciding
from laurel.eligibility.models import Rule

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

NOT_MET = "eligibility.not_met"


def obstacles(
    achievement: "Achievement", keys: Collection[str]
) -> Mapping[str, tuple[Obstacle, ...]]:
    """What each of these people has to meet first; without a rule this is one statement."""
    rule = Rule.objects.filter(achievement=achievement).first()
    if rule is None:
        return {}
    rule.achievement = achievement
    organization_id = achievement.issuer.organization_id
    asked = deciding.prepared(organization_id, [rule])
    return {
        key: tuple(
            Obstacle(code=NOT_MET, sentence=sentence)
            for each, decision in found
            for sentence in each.missing(decision)
        )
        for key, found in deciding.decided(
            organization_id, keys, asked.values()
        ).items()
    }
