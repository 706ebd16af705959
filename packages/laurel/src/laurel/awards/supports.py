"""What is put onto an award by itself when it is granted: asked here, answered further up.

What somebody handed in and had accepted belongs to their award whichever way that comes. It lives
in an app above this one; `config/supports.py` lists who answers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from laurel.awards import rules, showing
from laurel.awards.types import Evidence

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

# (achievement, normalised address) → all of it, and those pieces that are hidden at first.
Support = Callable[["Achievement", str], tuple[list[Evidence], list[Evidence]]]


@dataclass(frozen=True, slots=True)
class Supported:
    """The evidence of an award as it is stored, and the keys of what others do not see at first."""

    evidence: list[dict[str, str]]
    hidden: list[str]


def supported(
    achievement: "Achievement", key: str, given: Sequence[dict[str, str]]
) -> Supported:
    """What was given, and what is known besides; each piece once, and no more than may be."""
    evidence, hidden = list(given), list[str]()
    there = {showing.evidence_key(item) for item in evidence}
    for path in import_string(settings.LAUREL_SUPPORTS):
        support: Support = import_string(path)
        more, unseen = support(achievement, key)
        hidden += [showing.evidence_key(item) for item in rules.evidence(unseen)]
        for item in rules.evidence(more):
            name = showing.evidence_key(item)
            if name not in there and len(evidence) < rules.MAX_EVIDENCE:
                evidence.append(item)
                there.add(name)
    return Supported(evidence, [name for name in hidden if name in there])
