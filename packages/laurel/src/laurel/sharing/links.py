"""Addresses that take a badge to other places, in the forms that those places document."""

from urllib.parse import quote, urlencode

from laurel.sharing.types import Facts, Target

MOST_TEXT = 200  # characters of a post: the shortest network takes 280, with the link


def to(target: Target, facts: Facts) -> str:
    """Where the share button of a network leads; empty for what is no network."""
    if target is Target.LINKEDIN_PROFILE:
        return linkedin_profile(facts)
    text, url = post(facts), facts.address
    both = f"{text} {url}"
    return {
        Target.LINKEDIN: "https://www.linkedin.com/sharing/share-offsite/?"
        + urlencode({"url": url}),
        Target.X: "https://twitter.com/intent/tweet?"
        + urlencode({"text": text, "url": url}),
        Target.FACEBOOK: "https://www.facebook.com/sharer/sharer.php?"
        + urlencode({"u": url}),
        Target.BLUESKY: "https://bsky.app/intent/compose?" + urlencode({"text": both}),
        # The text stands behind the #: it stays in the browser until a server is chosen there.
        Target.MASTODON: "https://share.joinmastodon.org/#text=" + quote(both, safe=""),
    }.get(target, "")


def linkedin_profile(facts: Facts) -> str:
    """LinkedIn's form for a licence or certificate, filled in as far as LinkedIn does so."""
    asked: dict[str, object] = {"startTask": "CERTIFICATION_NAME", "name": facts.name}
    if facts.linkedin_id:
        asked["organizationId"] = facts.linkedin_id
    else:
        asked["organizationName"] = facts.issuer
    asked |= {"issueYear": facts.issued_on.year, "issueMonth": facts.issued_on.month}
    if facts.expires_on:
        asked |= {
            "expirationYear": facts.expires_on.year,
            "expirationMonth": facts.expires_on.month,
        }
    asked |= {"certUrl": facts.address, "certId": facts.award_id}
    return "https://www.linkedin.com/profile/add?" + urlencode(asked)


def mail(facts: Facts) -> str:
    """A mail that the earner's own program writes (RFC 6068)."""
    subject = f"{facts.name}, issued by {facts.issuer}"
    body = f"{post(facts)}\r\n\r\nSee it and check it: {facts.address}\r\n"
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def post(facts: Facts) -> str:
    """What a post says, until its writer writes something better."""
    text = f"I earned “{facts.name}” from {facts.issuer}."
    more = f"{text} Endorsed by {facts.endorser}."
    if facts.endorser and len(more) <= MOST_TEXT:
        return more
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1].rstrip() + "…"


def resume(facts: Facts, short_link: str) -> str:
    """One line for a résumé."""
    until = f", valid until {facts.expires_on:%B %Y}" if facts.expires_on else ""
    return f"{facts.name}, {facts.issuer}, {facts.issued_on:%B %Y}{until}. {short_link}"
