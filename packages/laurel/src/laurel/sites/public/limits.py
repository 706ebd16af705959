"""How often one visitor may ask for work that costs us something."""

import hashlib
import ipaddress
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from laurel.foundation import clock
from laurel.foundation.http import client_address


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `count` uses of `name` by one address in `seconds`, counted in the cache."""

    name: str
    count: int
    seconds: int

    def retry_after(self, request: HttpRequest, about: str = "") -> int:
        """Count this use; the seconds to wait if it was one too many, else 0.

        With `about`, uses are counted for each such thing by itself.
        """
        return self.retry_after_for(f"{_visitor(request)}:{about}")

    def retry_after_for(self, whom: str) -> int:
        """The same, counted for somebody or something whoever asks."""
        now = int(clock.now().timestamp())
        window, passed = divmod(now, self.seconds)
        # The address itself is not kept, not even for a minute.
        digest = hashlib.sha256(f"{window}:{whom}".encode()).hexdigest()[:32]
        key = f"limit:{self.name}:{digest}"
        # A number of its own for every use: `add` lets one of two at the same moment have it,
        # where the database cache's `incr` lets both read the same count.
        for number in range(cache.get(key, 0), self.count):
            if cache.add(f"{key}:{number}", number, timeout=self.seconds):
                cache.set(key, number + 1, timeout=self.seconds)
                return 0
        return self.seconds - passed


def _visitor(request: HttpRequest) -> str:
    """Whom a limit counts: an IPv4 address, or the /64 network that one IPv6 household has."""
    address = client_address(request)
    try:
        network = ipaddress.ip_network((address, 64), strict=False)
    except ValueError:  # IPv4, or nothing that we know
        return address
    return str(network)


# A person checks one badge at a time; an employer's desk behind one address perhaps thirty a
# minute. Each verification may cost ten fetches and a signature.
VERIFY = RateLimit("verify", count=30, seconds=60)
# Of those, lists: each may cost as much as two hundred.
VERIFY_MANY = RateLimit("verify-many", count=3, seconds=60)

# A person asks one thing and then waits; a class room behind one address perhaps ten things.
DESK = RateLimit("desk", count=10, seconds=600)
# A person reports one badge, and perhaps once more with the right link.
REPORT = RateLimit("report", count=5, seconds=600)
# A class prints its certificates from one room.
PRINT = RateLimit("print", count=40, seconds=60)
# Codes that nobody has: a person mistypes one twice.
CODE = RateLimit("code", count=10, seconds=300)
# Every change of what others see may be a signature; a person tries this and that.
MINE = RateLimit("mine", count=30, seconds=600)
# Every step towards an endorsement may be a mail or a signature; a person takes six or seven.
ENDORSE = RateLimit("endorse", count=30, seconds=600)
# A receipt is a check, a signature and perhaps a page set in type.
RECEIPT = RateLimit("receipt", count=10, seconds=60)
# Somebody asks whether a badge is this person's: a second time after a slip of the finger, a third
# with the other address. Whoever tries out a list of people is stopped here.
RECIPIENT = RateLimit("recipient", count=8, seconds=3600)
# The same over all badges: a desk that checks a morning's applications.
RECIPIENTS = RateLimit("recipients", count=60, seconds=3600)
# All badges of a collection at once: up to 200 signatures, and other issuers' servers asked.
COLLECTION = RateLimit("collection", count=6, seconds=60)
# Somebody looks for their badges: a slip of the finger, another address, and once more.
FIND = RateLimit("find", count=10, seconds=600)
# Mails to one address that strangers may ask for: our forms must not fill a mailbox.
FOUND = RateLimit("found", count=3, seconds=3600)

# What a program asks with a token: ten a second, all its requests together.
TOKEN = RateLimit("token", count=600, seconds=60)
# Tokens that open nothing: a program with an old one tries a few times.
STRANGER = RateLimit("stranger", count=30, seconds=60)
