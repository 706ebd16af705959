"""The moments between two steps of the journey, by name, so that tests can stop it there."""

from enum import StrEnum


class Step(StrEnum):
    """What has just been done."""

    RESERVED = "reserved"
    INTENDED = "intended"  # committed: from here on a repeat makes the same bytes
    LINTED = "linted"
    SIGNED = "signed"
    SIGNED_JWT = "signed_jwt"
    CHECKED = "checked"
    STORED = "stored"  # not committed yet
    FINISHED = "finished"  # committed


def reached(step: Step) -> None:
    """Do nothing; a test puts an exception or a kill here."""
