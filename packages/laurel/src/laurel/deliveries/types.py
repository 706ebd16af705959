"""Values that travel with deliveries."""

from enum import StrEnum


class Trouble(StrEnum):
    """Why somebody should look at how an award was delivered."""

    BOUNCED = "bounced"  # refused for good, or given up
    WAITING = "waiting"  # put off: here, or by a server further on
    UNOPENED = "unopened"  # delivered as far as we know, and the link never followed
