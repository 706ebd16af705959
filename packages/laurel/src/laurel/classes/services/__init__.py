"""What may be changed about classes."""

from laurel.classes.services.badges import define_badge, set_badge, take_badge
from laurel.classes.services.bringing import apply, bring, forget_lists
from laurel.classes.services.enrolling import enrol, enrol_again, leave
from laurel.classes.services.planning import (
    archive,
    change,
    create,
    prepare_next,
    restore,
)
from laurel.classes.services.recording import record, record_cells
from laurel.classes.services.telling import tell_moments

__all__ = [
    "apply",
    "archive",
    "bring",
    "change",
    "create",
    "define_badge",
    "enrol",
    "enrol_again",
    "forget_lists",
    "leave",
    "prepare_next",
    "record",
    "record_cells",
    "restore",
    "set_badge",
    "take_badge",
    "tell_moments",
]
