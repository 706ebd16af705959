"""What can go wrong with achievements.

LaurelError
├── NotFound               unknown, or not yours: the same
└── Refused                a fact breaks a rule; `field` names it
    ├── Archived           it cannot be awarded any more
    ├── NotPublished       it is a draft: nothing is awarded yet
    ├── Frozen             it is fixed for now, because a class has started with it
    ├── ChangedMeanwhile   somebody else saved these fields since they were opened
    └── NotSpelling        more than the spelling would change
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = [
    "Archived",
    "ChangedMeanwhile",
    "Frozen",
    "NotFound",
    "NotPublished",
    "NotSpelling",
    "Refused",
]


class Archived(Refused):
    """The achievement was archived; what was awarded stays, nothing is awarded any more."""

    code = "achievements.archived"


class NotPublished(Refused):
    """The achievement is a draft. It can be awarded as soon as it is published."""

    code = "achievements.not_published"


class Frozen(Refused):
    """It is fixed for now; the message says until when. A correction of the spelling may wait."""

    code = "achievements.frozen"


class ChangedMeanwhile(Refused):
    """Somebody else saved the same fields since this editor opened them. Nothing was written."""

    code = "achievements.changed_meanwhile"


class NotSpelling(Refused):
    """The correction would change more than the spelling; that wants a new version."""

    code = "achievements.not_spelling"
