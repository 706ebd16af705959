"""Defining what can be earned: at once, or as a draft in steps; and what comes after."""

from laurel.achievements.services.correcting import correct_spelling
from laurel.achievements.services.defining import (
    archive,
    create,
    define,
    fix,
    hold,
    lock_for_award,
    revise,
    unarchive,
)
from laurel.achievements.services.drafting import (
    discard_draft,
    open_draft,
    picture_draft,
    publish,
    save_draft,
)
from laurel.achievements.services.leading import count_visit, lead_to, list_publicly
from laurel.achievements.services.relating import relate

__all__ = [
    "archive",
    "correct_spelling",
    "count_visit",
    "create",
    "define",
    "discard_draft",
    "fix",
    "hold",
    "lead_to",
    "list_publicly",
    "lock_for_award",
    "open_draft",
    "picture_draft",
    "publish",
    "relate",
    "revise",
    "save_draft",
    "unarchive",
]
