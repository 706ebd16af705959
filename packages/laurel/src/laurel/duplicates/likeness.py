"""When two awards may be one: addresses that reach one person, their number, names, and days."""

import datetime as dt
import unicodedata

from laurel.achievements.types import DuplicatePolicy
from laurel.duplicates.models import Likeness
from laurel.duplicates.types import Sign

NEAR = dt.timedelta(days=31)  # a badge given again later is given again on purpose
# Mail to any spelling with dots reaches one person there, and both names are one domain.
_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}


def mailbox(address: str) -> str:
    """One form for all addresses that reach the same person, as far as one can tell."""
    text = unicodedata.normalize("NFC", address).lower()
    local, _, domain = text.rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        local, domain = local.replace(".", ""), _DOTLESS[domain]
    return f"{local}@{domain}"


def name(text: str) -> str:
    """A name without accents, case, punctuation and the order of its words."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(
        c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)
    )
    return " ".join(sorted(kept.split()))


def signs(one: Likeness, other: Likeness, policy: str) -> list[Sign]:
    """Why these two awards of one achievement may be one; empty: they are two."""
    if one.award_public_id == other.award_public_id:
        return []
    near = abs(one.day - other.day) <= NEAR
    once = policy == DuplicatePolicy.ONCE
    found = []
    if one.mailbox == other.mailbox and (near or once):
        same = one.address == other.address
        found.append(Sign.SAME_ADDRESS if same else Sign.SAME_MAILBOX)
    elif one.person and one.person == other.person and (near or once):
        found.append(Sign.SAME_PERSON)
    if one.name == other.name and near:
        found.append(Sign.SAME_NAME)
    return found
