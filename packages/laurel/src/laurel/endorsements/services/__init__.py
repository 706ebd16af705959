"""Asking for endorsements, writing them, deciding about them."""

from laurel.endorsements.services.asking import (
    CODE_LASTS,
    DAY,
    FORGET_AFTER,
    MOST_ASKED,
    MOST_CODES,
    MOST_OPEN,
    MOST_TO_ONE,
    MOST_TRIES,
    ask,
    forget_old,
    give,
    refuse,
    sign,
    write,
)
from laurel.endorsements.services.deciding import (
    accept,
    approve,
    decline,
    end,
    hide,
    look_first,
)

__all__ = [
    "CODE_LASTS",
    "DAY",
    "FORGET_AFTER",
    "MOST_ASKED",
    "MOST_CODES",
    "MOST_OPEN",
    "MOST_TO_ONE",
    "MOST_TRIES",
    "accept",
    "approve",
    "ask",
    "decline",
    "end",
    "forget_old",
    "give",
    "hide",
    "look_first",
    "refuse",
    "sign",
    "write",
]
