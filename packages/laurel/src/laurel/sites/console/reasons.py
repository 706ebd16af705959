"""The reasons for revoking, in the console's words."""

from laurel.credentials.types import RevocationReason
from laurel.sites.console.forms.fields import Choice
from laurel.sites.ui import revocations

_WORDS = {
    RevocationReason.ADMINISTRATIVE_ERROR: Choice(
        "Our mistake", "Wrong person, wrong badge, wrong name"
    ),
    RevocationReason.DUPLICATE: Choice("A duplicate", "The person has it twice"),
    RevocationReason.SUPERSEDED: Choice(
        "Replaced", "The person has a newer one instead"
    ),
    RevocationReason.RECIPIENT_REQUEST: Choice(
        "The person asked for it", "Says nothing against them"
    ),
    RevocationReason.REQUIREMENTS_NOT_MET: Choice(
        "Requirements not met", "It turned out later"
    ),
    RevocationReason.MISCONDUCT: Choice("Misconduct", "After a fair hearing"),
    RevocationReason.OTHER: Choice("Something else", "Say what in the sentence below"),
}

CHOICES = [(reason.value, words) for reason, words in _WORDS.items()]


def title(reason: str) -> str:
    """A stored reason as a word, empty if there is none."""
    return _WORDS[RevocationReason(reason)].title if reason else ""


def beside(reason: str) -> str:
    """What the badge page says of the reason, beside the public wording; mostly nothing."""
    return revocations.BESIDE.get(reason, "")
