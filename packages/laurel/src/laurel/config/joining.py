"""Two learners turn out to be one person: who else keeps something of theirs.

Functions by dotted string, called in the transaction in which classes join the two, before the
one is gone. Each gets the learner that stays and the one that goes.
"""

from typing import Final

JOINS: Final = ("laurel.releases.joining.take_over",)
