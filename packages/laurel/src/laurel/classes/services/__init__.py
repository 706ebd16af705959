"""What may be changed about classes."""

from laurel.classes.services.badges import set_badge, take_badge
from laurel.classes.services.enrolling import enrol, enrol_again, leave
from laurel.classes.services.planning import (
    archive,
    change,
    create,
    prepare_next,
    restore,
)
from laurel.classes.services.recording import record
from laurel.classes.services.telling import tell_moments

__all__ = [
    "archive",
    "change",
    "create",
    "enrol",
    "enrol_again",
    "leave",
    "prepare_next",
    "record",
    "restore",
    "set_badge",
    "take_badge",
    "tell_moments",
]
