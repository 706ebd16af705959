"""The words that Laurel brings: every mail to an earner, in each of these languages."""

from collections.abc import Mapping

from laurel.notifications.types import FoundWords, Kind, Wording
from laurel.notifications.words import de, en, es, fr

OURS = "en"  # where nothing else fits

BROUGHT: Mapping[str, Mapping[Kind, Wording]] = {
    "en": en.WORDS,
    "de": de.WORDS,
    "fr": fr.WORDS,
    "es": es.WORDS,
}
# What the earner reads of the reason why a badge was revoked, by its code; the public reads the
# issuer's own sentence.
REASONS: Mapping[str, Mapping[str, str]] = {
    "en": en.REASONS,
    "de": de.REASONS,
    "fr": fr.REASONS,
    "es": es.REASONS,
}
# Until when something may be handed in: with a last day, and without one.
DUE: Mapping[str, tuple[str, str]] = {
    "en": en.DUE,
    "de": de.DUE,
    "fr": fr.DUE,
    "es": es.DUE,
}
# The mail of *Find my badge*, which is the site's and not an issuer's.
FOUND: Mapping[str, FoundWords] = {
    "en": en.FOUND,
    "de": de.FOUND,
    "fr": fr.FOUND,
    "es": es.FOUND,
}
