"""From Open Badges 2.0 to 3.0 (OB30-MG1..MG9).

What comes out is not signed: only who issued the badge may sign its new edition (OB30-MG9). The
claims are taken over; what others signed (endorsements) and what 3.0 has no word for (extensions)
is not.
"""

from collections.abc import Iterator
from datetime import UTC

from obkit.encoding import times
from obkit.errors import MalformedDocument
from obkit.model import ob2, ob3
from obkit.model.values import (
    Instant,
    is_language,
)

OB2_ASSERTION = "https://w3id.org/openbadges#Assertion"
OB2_BADGE_CLASS = "https://w3id.org/openbadges#BadgeClass"

# How 3.0 calls the kinds of identifiers of 2.0; others become extensions of its list.
_IDENTIFIERS = {"email": "emailAddress", "id": "identifier"}


def to_ob3(
    assertion: ob2.Assertion,
    badge: ob2.BadgeClass,
    issuer: ob2.Profile,
    *,
    id: str,  # noqa: A002 - the member's own name
    achievement_id: str,
    issuer_id: str,
) -> ob3.AchievementCredential:
    """The same award as a credential of 3.0, unsigned.

    The three ids are those of the new documents: both editions stay where they are, each at its
    own addresses, and point at each other (OB30-MG1, MG4).

    Raises:
        MalformedDocument: the three do not belong together, or an id is one of the old ones.
    """
    _check(assertion, badge, issuer, {id, achievement_id})
    ends = assertion.expires
    return ob3.AchievementCredential(
        context=(ob3.CREDENTIALS_V2, ob3.OB3_CONTEXT),
        id=id,
        type=("VerifiableCredential", "OpenBadgeCredential"),
        name=badge.name,
        description=badge.description,
        issuer=profile(issuer, id=issuer_id),
        valid_from=_instant(assertion.issued_on),
        awarded_date=_instant(assertion.issued_on),
        valid_until=_instant(ends) if ends else None,
        credential_subject=ob3.AchievementSubject(
            id=_proven_id(assertion.recipient),
            identifier=tuple(_identifiers(assertion.recipient)),
            achievement=achievement(badge, id=achievement_id),
            narrative=assertion.narrative,
        ),
        evidence=(
            *(_evidence(item) for item in assertion.evidence),
            ob3.Evidence(
                id=assertion.id,
                type=("Evidence", OB2_ASSERTION),
                name="Original Open Badges 2.0 assertion",
                description="This credential was first issued as an Open Badges 2.0 assertion.",
            ),
        ),
    )


def achievement(badge: ob2.BadgeClass, *, id: str) -> ob3.Achievement:  # noqa: A002
    """A badge class as an Achievement that points back to it (OB30-MG2)."""
    criteria = badge.criteria
    if isinstance(criteria, str):
        criteria = ob2.Criteria(id=criteria)
    return ob3.Achievement(
        id=id,
        achievement_type="Badge",
        name=badge.name,
        description=badge.description,
        criteria=ob3.Criteria(id=criteria.id, narrative=criteria.narrative),
        image=_image(badge.image),
        alignment=tuple(_alignment(item) for item in badge.alignment),
        in_language=_language(badge.language),
        related=(
            ob3.Related(
                id=badge.id,
                type=("Related", OB2_BADGE_CLASS),
                version="Open Badges v2p0",
            ),
        ),
        tag=badge.tags,
        version=None if badge.version is None else str(badge.version),
    )


def profile(issuer: ob2.Profile, *, id: str) -> ob3.Profile:  # noqa: A002
    """An issuer's profile of 3.0 that names the one of 2.0 (OB30-MG3)."""
    return ob3.Profile(
        id=id,
        name=issuer.name,
        url=issuer.url,
        email=issuer.email,
        phone=issuer.telephone,
        description=issuer.description,
        image=_image(issuer.image) if issuer.image else None,
        other_identifier=(
            ob3.IdentifierEntry(identifier=issuer.id, identifier_type="identifier"),
        ),
    )


def _check(
    assertion: ob2.Assertion,
    badge: ob2.BadgeClass,
    issuer: ob2.Profile,
    new: set[str],
) -> None:
    if assertion.badge_id != badge.id or badge.issuer_id != issuer.id:
        raise MalformedDocument(
            "assertion, badge class and issuer do not belong together",
            reason="convert.not_together",
        )
    # Two documents under one id would be one document to whoever stores or signs them.
    if new & {assertion.id, badge.id, issuer.id}:
        raise MalformedDocument("an id of the old edition", reason="convert.old_id")


def _instant(moment: Instant) -> Instant:
    """2.0 writes times in several ways, 3.0 in one."""
    return Instant(times.format(moment.at.astimezone(UTC)))


def _proven_id(recipient: ob2.IdentityObject) -> str | None:
    """OB30-MG7: only an id may stand as the subject's id; an address is an identifier."""
    is_id = "id" in recipient.type and not recipient.hashed
    return recipient.identity if is_id else None


def _identifiers(recipient: ob2.IdentityObject) -> Iterator[ob3.IdentityObject]:
    if _proven_id(recipient):
        return
    for kind in recipient.type:
        yield ob3.IdentityObject(
            hashed=recipient.hashed,
            identity_hash=recipient.identity,
            identity_type=_IDENTIFIERS.get(kind) or f"ext:{kind}",
            salt=recipient.salt,
        )


def _evidence(item: ob2.Evidence | str) -> ob3.Evidence:
    if isinstance(item, str):
        return ob3.Evidence(id=item)
    return ob3.Evidence(
        # A name inside the old document (`_:b1`) is none outside of it.
        id=None if item.id and item.id.startswith("_:") else item.id,
        name=item.name,
        description=item.description,
        narrative=item.narrative,
        genre=item.genre,
        audience=item.audience,
    )


def _alignment(item: ob2.AlignmentObject) -> ob3.Alignment:
    return ob3.Alignment(
        target_name=item.target_name,
        target_url=item.target_url,
        target_code=item.target_code,
        target_description=item.target_description,
        target_framework=item.target_framework,
    )


def _image(image: ob2.Image | str) -> ob3.Image:
    if isinstance(image, str):
        return ob3.Image(id=image)
    return ob3.Image(id=image.id, caption=image.caption)


def _language(tag: str | None) -> str | None:
    """3.0 knows fewer tags than BCP 47, and is strict about their case."""
    primary, *rest = (tag or "").split("-")
    written = "-".join([primary.lower(), *map(_subtag, rest)])
    return written if is_language(written) else None


def _subtag(text: str) -> str:
    return text.title() if len(text) == len("Hant") else text.upper()
