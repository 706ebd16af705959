"""What the console calls the mails to earners, and when they go out."""

from collections.abc import Mapping
from dataclasses import dataclass

from laurel.notifications.types import Kind


@dataclass(frozen=True, slots=True)
class Named:
    """A kind of mail, for people's eyes."""

    title: str
    when: str


ABOUT_BADGES: Mapping[Kind, Named] = {
    Kind.EXPECTED: Named(
        "A badge is being prepared",
        "Once, when a programme is completed and its badge is still to come.",
    ),
    Kind.AWARD: Named(
        "A badge is awarded", "With its picture, to see and to download."
    ),
    Kind.CORRECTED: Named(
        "A badge is corrected", "What it says was put right; its address stays."
    ),
    Kind.SUSPENDED: Named(
        "A badge is suspended", "It does not count for now, and why."
    ),
    Kind.REINSTATED: Named(
        "A badge is valid again", "After it was suspended, or revoked in error."
    ),
    Kind.REVOKED: Named(
        "A badge is revoked", "With the reason, and how to ask for a review."
    ),
    Kind.RENEWED: Named(
        "A badge is renewed", "The next one took its place; with both links."
    ),
    Kind.REMINDER: Named(
        "Something ends soon", "60, 30 and 7 days before; all that ends in one mail."
    ),
}
ABOUT_ENDORSEMENTS: Mapping[Kind, Named] = {
    Kind.ENDORSE: Named(
        "Somebody is asked for an endorsement", "With what the asker wrote to them."
    ),
    Kind.ENDORSE_CODE: Named(
        "The code for an endorsement", "To whoever wrote one, before it is signed."
    ),
    Kind.ENDORSED: Named(
        "A badge is endorsed", "To its earner, who accepts or declines it."
    ),
}
ABOUT_QUESTIONS: Mapping[Kind, Named] = {
    Kind.RECEIVED: Named("A question has come in", "To whoever asked, at once."),
    Kind.CONFIRM: Named(
        "Somebody asks for another name", "To the holder: was it they who asked?"
    ),
    Kind.ANSWERED: Named("A question is answered", "It carries what you wrote."),
    Kind.SETTLED: Named("A question is settled", "It carries your last word."),
    Kind.REVIEW_GRANTED: Named(
        "A review ends well", "The badge is valid again; with your last word."
    ),
    Kind.REVIEW_REFUSED: Named(
        "A review changes nothing", "The badge stays as it is; with your last word."
    ),
    Kind.NAME_CHANGED: Named(
        "The other name is on the badge", "The wish was granted; with your last word."
    ),
}
ABOUT_EVIDENCE: Mapping[Kind, Named] = {
    Kind.EVIDENCE_ASKED: Named(
        "Something is to be handed in", "With the link to the person’s own page."
    ),
    Kind.EVIDENCE_REMINDER: Named(
        "Evidence is still missing", "On the days before the end that the task says."
    ),
    Kind.EVIDENCE_EXTENDED: Named("There is more time", "The new last day."),
    Kind.EVIDENCE_RETURNED: Named(
        "More is asked for", "It carries what the reviewer wrote."
    ),
    Kind.EVIDENCE_ACCEPTED: Named(
        "Evidence is accepted", "It carries what the reviewer wrote."
    ),
    Kind.EVIDENCE_REJECTED: Named(
        "Evidence is not accepted", "It carries what the reviewer wrote."
    ),
}
NAMED: Mapping[Kind, Named] = {
    **ABOUT_BADGES,
    **ABOUT_ENDORSEMENTS,
    **ABOUT_EVIDENCE,
    **ABOUT_QUESTIONS,
}


def title_of(name: str) -> str:
    """What a kind of mail of this name is called; older ones keep their name."""
    return NAMED[Kind(name)].title if name in set(Kind) else name
