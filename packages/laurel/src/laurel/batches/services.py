"""Everything that may be done with a batch, in the order in which it is done."""

from laurel.batches.decisions import approve, send_back, submit, undo
from laurel.batches.drafts import (
    accept,
    change,
    create,
    create_from_recipients,
    create_of_one,
    discard,
    leave_out,
    map_columns,
)
from laurel.batches.runs import pause, resume, revoke, stop

__all__ = [
    "accept",
    "approve",
    "change",
    "create",
    "create_from_recipients",
    "create_of_one",
    "discard",
    "leave_out",
    "map_columns",
    "pause",
    "resume",
    "revoke",
    "send_back",
    "stop",
    "submit",
    "undo",
]
