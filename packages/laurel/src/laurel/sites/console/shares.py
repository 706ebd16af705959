"""Where badges were taken by their share links, in words."""

from collections.abc import Iterable

from laurel.sharing.types import Count, Target

WORDS = {
    Target.LINKEDIN_PROFILE: "to a LinkedIn profile",
    Target.LINKEDIN: "to a LinkedIn post",
    Target.X: "to X",
    Target.FACEBOOK: "to Facebook",
    Target.BLUESKY: "to Bluesky",
    Target.MASTODON: "to Mastodon",
    Target.PDF: "as a certificate",
    Target.QR: "as a QR code",
    Target.SHORT_LINK: "came by a short link",
    Target.EMPLOYER: "came by a link for an employer",
}


def lines(counts: Iterable[Count]) -> list[tuple[str, int]]:
    """What is counted, in words, and how often."""
    return [(WORDS[each.target], each.number) for each in counts]
