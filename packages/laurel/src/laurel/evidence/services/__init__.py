"""Asking for evidence, handing it in, and deciding whether it is good enough."""

from laurel.evidence.services.assigning import assign, assign_learner, extend
from laurel.evidence.services.defining import (
    archive,
    change,
    create,
    end_reviewer,
    invite_reviewer,
)
from laurel.evidence.services.reviewing import review
from laurel.evidence.services.submitting import (
    attach_file,
    attach_link,
    detach,
    save,
    send,
)

__all__ = [
    "archive",
    "assign",
    "assign_learner",
    "attach_file",
    "attach_link",
    "change",
    "create",
    "detach",
    "end_reviewer",
    "extend",
    "invite_reviewer",
    "review",
    "save",
    "send",
]
