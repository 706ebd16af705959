"""Open Badges 3.0 documents built from facts."""

from obkit.encoding import strict_json
from obkit.issue import facts
from obkit.model import ob3
from obkit.model.identity import identity_hash
from obkit.model.values import (
    Instant,
    Json,
)

# Where our two editions of one thing meet (OB30-MG2): the type of the other one.
OB2_BADGE_CLASS = "https://w3id.org/openbadges#BadgeClass"
REFRESH = "1EdTechCredentialRefresh"


def build(award: facts.Award) -> ob3.AchievementCredential:
    """Build the credential of an award, unsigned.

    Every member that has a value is written, nothing empty is; lists are lists (OB30-S3).
    """
    return ob3.AchievementCredential(
        context=(
            ob3.CREDENTIALS_V2,
            ob3.OB3_CONTEXT,
            *((ob3.OB3_EXTENSIONS,) if award.refresh else ()),  # T-LD-3
        ),
        id=award.id,
        type=("VerifiableCredential", "OpenBadgeCredential"),
        name=award.achievement.name,
        description=award.achievement.description,
        image=_image(award.image, ""),
        issuer=profile(award.issuer),
        valid_from=Instant.of(award.valid_from),
        valid_until=Instant.of(award.valid_until) if award.valid_until else None,
        awarded_date=Instant.of(award.awarded_on) if award.awarded_on else None,
        credential_subject=ob3.AchievementSubject(
            id=award.recipient.id or None,
            identifier=identifiers(award.recipient),
            achievement=achievement(award.achievement),
            image=None,
            narrative=award.narrative or None,
        ),
        evidence=tuple(_evidence(item) for item in award.evidence),
        credential_status=status_entry(award.status) if award.status else None,
        refresh_service=_refresh_service(award.refresh),
        endorsement=_endorsements(award.endorsements),
    )


def profile(issuer: facts.Issuer) -> ob3.Profile:
    """Build the issuer's Profile, as it stands in credentials."""
    older = ob3.IdentifierEntry(identifier=issuer.ob2_id, identifier_type="identifier")
    return ob3.Profile(
        id=issuer.id,
        name=issuer.name,
        url=issuer.url or None,
        email=issuer.email or None,
        description=issuer.description or None,
        image=_image(issuer.image, ""),
        other_identifier=(older,) if issuer.ob2_id else (),  # OB30-MG3
        endorsement=_endorsements(issuer.endorsements),
    )


def achievement(facts_: facts.Achievement) -> ob3.Achievement:
    """Build the Achievement, as it stands in credentials."""
    older = ob3.Related(
        id=facts_.ob2_id, type=("Related", OB2_BADGE_CLASS), version="Open Badges v2p0"
    )
    return ob3.Achievement(
        id=facts_.id,
        achievement_type=facts_.achievement_type or None,
        name=facts_.name,
        description=facts_.description,
        criteria=ob3.Criteria(
            id=facts_.criteria_url or None, narrative=facts_.criteria or None
        ),
        image=_image(facts_.image, facts_.image_caption),
        alignment=tuple(_alignment(item) for item in facts_.alignments),
        credits_available=_number(facts_.credits),
        in_language=facts_.language or None,
        related=(
            *((older,) if facts_.ob2_id else ()),  # OB30-MG2
            *(_related(item) for item in facts_.related if item.id),
        ),
        result_description=tuple(_result(item) for item in facts_.results),
        tag=facts_.tags,
        version=facts_.version or None,
        endorsement=_endorsements(facts_.endorsements),
    )


def published(node: ob3.Profile | ob3.Achievement) -> dict[str, Json]:
    """A Profile or Achievement as a document of its own, with its contexts."""
    context = {"@context": [ob3.CREDENTIALS_V2, ob3.OB3_CONTEXT]}
    return context | node.to_document()


def _endorsements(
    given: tuple[facts.Endorsed, ...],
) -> tuple[ob3.EndorsementCredential, ...]:
    """As they were signed; their proofs hold where they stand now (OB30-E2)."""
    return tuple(
        ob3.EndorsementCredential.from_document(strict_json.loads(each.document))
        for each in given
    )


def _image(url: str, caption: str) -> ob3.Image | None:
    return ob3.Image(id=url, caption=caption or None) if url else None


def identifiers(recipient: facts.Recipient) -> tuple[ob3.IdentityObject, ...]:
    """The recipient's address as a hash, and the name if it is to be read."""
    hashed = ob3.IdentityObject(
        hashed=True,
        identity_hash=identity_hash(recipient.email, recipient.salt),
        identity_type="emailAddress",  # not `email`: T-DM-2
        salt=recipient.salt,
    )
    named = ob3.IdentityObject(
        hashed=False, identity_hash=recipient.name, identity_type="name"
    )
    return (hashed, named) if recipient.name else (hashed,)


def _alignment(item: facts.Alignment) -> ob3.Alignment:
    return ob3.Alignment(
        target_name=item.name,
        target_url=item.url,
        target_code=item.code or None,
        target_description=item.description or None,
        target_framework=item.framework or None,
        target_type=item.type or None,
    )


def _related(item: facts.Related) -> ob3.Related:
    return ob3.Related(
        id=item.id,
        in_language=item.language or None,
        version=item.version or None,
    )


def _result(item: facts.ResultDescription) -> ob3.ResultDescription:
    return ob3.ResultDescription(
        id=item.id,
        name=item.name,
        result_type=item.type,
        alignment=tuple(_alignment(each) for each in item.alignments),
        allowed_value=item.allowed_values,
        required_level=item.required_level or None,
        required_value=item.required_value or None,
        rubric_criterion_level=tuple(
            ob3.RubricCriterionLevel(
                id=level.id,
                name=level.name,
                description=level.description or None,
                level=level.level or None,
                points=level.points or None,
            )
            for level in item.levels
        ),
        value_min=item.value_min or None,
        value_max=item.value_max or None,
    )


def _number(value: float | None) -> float | None:
    # Readers write whole numbers without a fraction, so we do, too.
    return int(value) if value is not None and value == int(value) else value


def _refresh_service(url: str) -> ob3.Linked | None:
    # OB30-X3: a plain GET of it answers the newest edition.
    return ob3.Linked(id=url, type=(REFRESH,)) if url else None


def _evidence(item: facts.Evidence) -> ob3.Evidence:
    return ob3.Evidence(
        id=item.url or None,
        name=item.name or None,
        description=item.description or None,
        narrative=item.narrative or None,
    )


def status_entry(entry: facts.StatusEntry) -> ob3.BitstringStatusListEntry:
    """Where the credential's bit is."""
    return ob3.BitstringStatusListEntry(
        id=f"{entry.list_url}#{entry.index}",  # an id, but not the list's (OB30-O13)
        status_purpose=entry.purpose,
        status_list_index=str(entry.index),  # a string: T-DM-4
        status_list_credential=entry.list_url,
    )
