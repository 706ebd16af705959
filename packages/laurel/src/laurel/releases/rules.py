"""What may be said of releases."""

from typing import Any
from urllib.parse import urlsplit

from laurel.releases.errors import Refused
from laurel.releases.types import Terms, Timing

MAX_WEEKS = 104  # two years: whoever waits longer was forgotten
MAX_LABEL = 120
MAX_URL = 500
LAST_HOUR = 23


def terms(said: Terms) -> dict[str, Any]:
    """The terms as columns; what does not belong to their timing is left out.

    Raises:
        Refused: they break a rule; `field` names it.
    """
    first = last = 0
    if said.timing is Timing.WINDOW:
        first, last = said.first_week, said.last_week
        if not 0 <= first <= MAX_WEEKS:
            raise Refused(f"Write 0 to {MAX_WEEKS} weeks.", field="first_week")
        if not first <= last <= MAX_WEEKS:
            raise Refused(
                f"The window ends after it begins: write {first} to {MAX_WEEKS} weeks.",
                field="last_week",
            )
    if said.timing is Timing.DAY and said.day is None:
        raise Refused("Write the day on which the badges leave.", field="day")
    if not 0 <= said.hour <= LAST_HOUR:
        raise Refused("An hour is 0 to 23.", field="hour")
    return {
        "needs_grades": said.needs_grades,
        "needs_confirmation": said.needs_confirmation,
        "needs_approval": said.needs_approval,
        "timing": said.timing.value,
        "first_week": first,
        "last_week": last,
        "day": said.day if said.timing is Timing.DAY else None,
        "hour": said.hour,
    }


def interim(url: str, label: str) -> dict[str, str]:
    """Where a learner gets another proof meanwhile, and what that is called.

    Raises:
        Refused: it is no address, or the label is too long or stands alone.
    """
    url, label = url.strip(), label.strip()
    if url and not _is_address(url):
        raise Refused(
            f"A web address begins with https:// and has at most {MAX_URL} characters.",
            field="interim_url",
        )
    if len(label) > MAX_LABEL or not label.isprintable():
        raise Refused(
            f"Write one line of at most {MAX_LABEL} characters.", field="interim_label"
        )
    if label and not url:
        raise Refused("Write its address as well.", field="interim_url")
    return {"interim_url": url, "interim_label": label}


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:  # a broken IPv6 address
        return False
    return (
        parts.scheme in ("https", "http")
        and bool(parts.hostname)
        and len(text) <= MAX_URL
        and text.isprintable()
        and " " not in text
    )
