"""What can go wrong with classes.

LaurelError
├── NotFound               unknown, or not yours: the same
└── Refused                a fact of a class, learner, result or list breaks a rule
    ├── Started            the class has started: its badges can be neither added nor edited
    ├── WrongCells         cells of the grid cannot be read; `faults` says which and why
    ├── AlreadyApplied     the list was taken over before
    └── ChangedMeanwhile   it would do something else now than what was looked at
"""

from collections.abc import Mapping

from laurel.foundation.errors import NotFound, Refused

__all__ = [
    "AlreadyApplied",
    "ChangedMeanwhile",
    "NotFound",
    "Refused",
    "Started",
    "WrongCells",
]


class Started(Refused):
    """The class has started, and with that its badges are fixed. Nothing was changed."""

    code = "classes.started"


class AlreadyApplied(Refused):
    """The list was taken over before. Nothing was changed."""

    code = "classes.already_applied"


class ChangedMeanwhile(Refused):
    """The results are others than when the changes were looked at. Nothing was changed."""

    code = "classes.changed_meanwhile"


class WrongCells(Refused):
    """Some cells hold what cannot stand there. Nothing was recorded."""

    code = "classes.wrong_cells"

    def __init__(self, faults: Mapping[tuple[int, int], str]) -> None:
        many = "cells hold" if len(faults) > 1 else "cell holds"
        super().__init__(
            f"{len(faults)} {many} what cannot stand there. Nothing was recorded yet."
        )
        self.faults = faults  # by enrolment and course
