"""Looking at imported badges again; named in `config/reactions.py`. May be repeated."""

import datetime as dt

from laurel.backpack import services
from laurel.backpack.models import Import
from laurel.foundation import clock
from laurel.foundation.jobs import job

STALE = dt.timedelta(hours=12)  # twice a day: issuers revoke seldom, and are not ours
AT_ONCE = 50  # of one sweep; each may wait for a slow server


def look_at_old_ones() -> None:
    """Have those looked at again that nobody looked at for long, the oldest first."""
    now = clock.now()
    old = Import.objects.filter(checked_at__lt=now - STALE).order_by("checked_at")
    for ref, checked_at in old.values_list("public_id", "checked_at")[:AT_ONCE]:
        look_again.defer(key=f"import:{ref}:{checked_at.isoformat()}", ref=ref)


@job(most_attempts=2)
def look_again(*, ref: str) -> None:
    """Verify one import, unless it was thrown away."""
    if row := Import.objects.filter(public_id=ref).first():
        services.look_again(row=row)
