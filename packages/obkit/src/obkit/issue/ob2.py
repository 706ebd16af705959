"""Open Badges 2.0 documents built from the same facts: hosted, one URL each.

A hosted badge is as true as what its URL answers, so these documents are not signed. Each is a
document of its own; they name each other by URL (OB20-A5, OB20-B1). A signed badge is a token, and
the key, the badge class and the profile have URLs (OB20-K1).
"""

from collections.abc import Mapping
from dataclasses import replace

from obkit.encoding import jws, strict_json
from obkit.issue import facts
from obkit.keys import PublicKey, Signer
from obkit.model import ob2, withheld
from obkit.model.identity import identity_hash
from obkit.model.values import (
    Instant,
    Json,
)


def ob2_assertion(award: facts.Award) -> ob2.Assertion:
    """The hosted Assertion of an award; `award.ob2_id` is where it is served."""
    return ob2.Assertion(
        context=(ob2.CONTEXT,),
        id=award.ob2_id,
        recipient=ob2.IdentityObject(
            type=("email",),
            hashed=True,
            identity=identity_hash(award.recipient.email, award.recipient.salt),
            salt=award.recipient.salt,
        ),
        badge=award.achievement.ob2_id,
        verification=ob2.VerificationObject(type=("HostedBadge",)),
        issued_on=Instant.of(award.awarded_on or award.valid_from),
        expires=Instant.of(award.valid_until) if award.valid_until else None,
        image=award.image or None,
        narrative=award.narrative or None,
        evidence=tuple(_evidence(item) for item in award.evidence),
        endorsement=_endorsements(award.endorsements),
    )


def ob2_signed(award: facts.Award, *, signer: Signer, key_id: str) -> str:
    """The Assertion of an award as a compact JWS; `key_id` is where the key is served (OB20-V3).

    Raises:
        MalformedDocument: the facts do not make a conforming assertion.
    """
    how = ob2.VerificationObject(type=("SignedBadge",), creator=key_id)
    document = replace(ob2_assertion(award), verification=how).to_document()
    ob2.Assertion.from_document(document)
    header: dict[str, Json] = {"alg": signer.public_key.algorithm, "typ": "JWT"}
    return jws.assemble(header, strict_json.dumps(document), signer.sign)


def ob2_key(
    key: PublicKey,
    *,
    id: str,  # noqa: A002 - its own name
    issuer: facts.Issuer,
) -> ob2.CryptographicKey:
    """The document of a key that signs; `id` is where it is served."""
    return ob2.CryptographicKey(
        context=(ob2.CONTEXT,),
        id=id,
        owner=issuer.ob2_id,
        public_key_pem=key.to_pem().decode(),
    )


def ob2_badge_class(
    achievement: facts.Achievement, *, issuer: facts.Issuer
) -> ob2.BadgeClass:
    """The BadgeClass of an achievement; `achievement.ob2_id` is where it is served."""
    return ob2.BadgeClass(
        context=(ob2.CONTEXT,),
        id=achievement.ob2_id,
        name=achievement.name,
        description=achievement.description,
        image=achievement.image,
        criteria=ob2.Criteria(
            id=achievement.criteria_url or None,
            type=("Criteria",),
            narrative=achievement.criteria or None,
        ),
        issuer=issuer.ob2_id,
        alignment=tuple(_alignment(item) for item in achievement.alignments),
        tags=achievement.tags,
        version=achievement.version or None,
        related=(
            *_related(achievement.id),  # OB30-MG2
            *(
                ob2.Related(
                    id=item.ob2_id,
                    language=item.language or None,
                    version=item.version or None,
                )
                for item in achievement.related
                if item.ob2_id
            ),
        ),
        endorsement=_endorsements(achievement.endorsements),
    )


def ob2_endorsement(endorsement: facts.Endorsement) -> ob2.Endorsement:
    """The hosted Endorsement; `endorsement.ob2_id` is where it is served (OB20-E4)."""
    return ob2.Endorsement(
        context=(ob2.CONTEXT,),
        id=endorsement.ob2_id,
        claim=ob2.EndorsementClaim(
            id=endorsement.ob2_about, endorsement_comment=endorsement.comment or None
        ),
        issuer=endorsement.endorser.ob2_id,
        issued_on=Instant.of(endorsement.valid_from),
        verification=ob2.VerificationObject(type=("HostedBadge",)),
    )


def ob2_endorsement_revoked(
    endorsement: facts.Endorsement, *, reason: str
) -> dict[str, Json]:
    """What the URL of an endorsement that was taken back answers, with status 410 (OB20-E6)."""
    return {
        "@context": ob2.CONTEXT,
        "id": endorsement.ob2_id,
        "type": "Endorsement",
        "issuer": endorsement.endorser.ob2_id,
        "revoked": True,
        "revocationReason": reason,
    }


def ob2_profile(issuer: facts.Issuer, *, keys: tuple[str, ...] = ()) -> ob2.Profile:
    """The issuer's Profile; `issuer.ob2_id` is where it is served, `keys` are ids of its keys.

    Without a `verification` member only assertions on the profile's own host count as its own
    (OB 2.0 §HostedBadge), which is what a self-hosted issuer means.
    """
    return ob2.Profile(
        context=(ob2.CONTEXT,),
        id=issuer.ob2_id,
        type=("Issuer",),
        name=issuer.name,
        url=issuer.url,
        email=issuer.email,
        description=issuer.description or None,
        image=issuer.image or None,
        public_key=keys,
        related=_related(issuer.id),  # OB30-MG3
        endorsement=_endorsements(issuer.endorsements),
    )


def ob2_revoked(*, id: str, reason: str) -> dict[str, Json]:  # noqa: A002 - its own name
    """What the URL of a revoked hosted Assertion answers, with status 410 (OB20-H3)."""
    return {
        "@context": ob2.CONTEXT,
        "id": id,
        "type": "Assertion",
        "revoked": True,
        "revocationReason": reason,
    }


def ob2_withheld(assertion: Mapping[str, Json]) -> dict[str, Json]:
    """A hosted Assertion without what the person did; copies from before are good with it."""
    return withheld.without_details(assertion)


def _endorsements(given: tuple[facts.Endorsed, ...]) -> tuple[str, ...]:
    """Where each of them is hosted; those that live in 3.0 alone are left out (OB20-E5)."""
    return tuple(each.ob2_id for each in given if each.ob2_id)


def _related(id_: str) -> tuple[ob2.Related, ...]:
    # The guide gives the link the type of the 3.0 class and takes a DID for its id. The validators
    # of 2.0 want the class of the object that has the link and an http address, and call the whole
    # badge invalid otherwise; so the link has no type, and a DID is linked from 3.0 alone.
    if not id_.startswith(("https://", "http://")):
        return ()
    return (ob2.Related(id=id_, version="Open Badges v3p0"),)


def _evidence(item: facts.Evidence) -> ob2.Evidence:
    return ob2.Evidence(
        type=("Evidence",),
        id=item.url or None,
        name=item.name or None,
        description=item.description or None,
        narrative=item.narrative or None,
    )


def _alignment(item: facts.Alignment) -> ob2.AlignmentObject:
    return ob2.AlignmentObject(
        type=("AlignmentObject",),
        target_name=item.name,
        target_url=item.url,
        target_description=item.description or None,
        target_framework=item.framework or None,
        target_code=item.code or None,
    )
