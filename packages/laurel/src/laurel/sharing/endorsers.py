"""Who stands by an award, in one line: for a post, a picture and on paper."""

from typing import TYPE_CHECKING

from laurel.endorsements import selectors as endorsements
from laurel.endorsements.types import About

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

MOST = 120  # characters of one person; there is one line for it
_CARRIED = b'"endorsement"'  # a member of every document that has any in it


def line(credential: "Credential", award: "Award") -> str:
    """The first by name and role, and how many more; empty: nobody, or it is not shown (yet).

    Only who stands in the signed badge: what its holder accepted is in there, and leaves it when
    it is taken back.
    """
    if _CARRIED not in bytes(credential.document):
        return ""
    rows = endorsements.shown_of(About(award.achievement.issuer, award=award))
    found = list(rows[: endorsements.MOST_IN_DOCUMENTS])
    if not found:
        return ""
    who = ", ".join(filter(None, (found[0].name, found[0].position)))
    if len(who) > MOST:
        who = who[: MOST - 1].rstrip() + "…"
    return f"{who} and {len(found) - 1} more" if found[1:] else who
