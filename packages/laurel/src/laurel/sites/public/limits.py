"""How often one visitor may ask for work that costs us something."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from laurel.foundation import clock


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `count` uses of `name` by one address in `seconds`, counted in the cache."""

    name: str
    count: int
    seconds: int

    def retry_after(self, request: HttpRequest) -> int:
        """Count this use; the seconds to wait if it was one too many, else 0."""
        now = int(clock.now().timestamp())
        window, passed = divmod(now, self.seconds)
        # The address itself is not kept, not even for a minute.
        address = request.META.get("REMOTE_ADDR", "")
        digest = hashlib.sha256(f"{address}:{window}".encode()).hexdigest()[:32]
        key = f"limit:{self.name}:{digest}"
        cache.add(key, 0, timeout=self.seconds)
        try:
            used = cache.incr(key)
        except ValueError:  # it expired between the two calls: a new window
            return 0
        return self.seconds - passed if used > self.count else 0


# A person checks one badge at a time; an employer's desk behind one address perhaps thirty a
# minute. Each verification may cost ten fetches and a signature.
VERIFY = RateLimit("verify", count=30, seconds=60)
