"""What can go wrong with batches.

LaurelError
├── NotFound            unknown, or not yours: the same
└── Refused             a fact breaks a rule; `field` names it
    ├── NotNow          the batch is not as far, or further, than that
    ├── Changed         what was looked at is not what would be awarded
    └── OwnBatch        whoever sent it off cannot approve it
"""

from laurel.foundation.errors import NotFound, Refused

__all__ = ["Changed", "NotFound", "NotNow", "OwnBatch", "Refused"]


class NotNow(Refused):
    """The batch is in another state than this wish needs. Nothing was changed."""

    code = "batches.not_now"


class Changed(Refused):
    """The number of people is another one than was confirmed. Nothing was awarded."""

    code = "batches.changed"


class OwnBatch(Refused):
    """A second person has to approve; this is the first one."""

    code = "batches.own_batch"
