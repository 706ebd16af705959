"""Setting up issuers, and signing in their names."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from obkit.keys import KeyKind

from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.issuers import addresses, rules, styles
from laurel.issuers.events import IssuerCreated, IssuerStyleChanged
from laurel.issuers.models import Issuer
from laurel.issuers.profiles import (
    archive,
    ask_for_domain_check,
    change_profile,
    record_domain_check,
    restore,
    write_help,
)
from laurel.issuers.types import SigningKey
from laurel.keys import services as keys

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

__all__ = [
    "archive",
    "ask_for_domain_check",
    "change_profile",
    "change_style",
    "create",
    "record_domain_check",
    "restore",
    "rotate_key",
    "signer_for",
    "write_help",
]

KINDS = (
    KeyKind.ED25519,
    KeyKind.RSA,
)  # embedded proofs, and VC-JWT as RS256 (OB30-PR1)


@transaction.atomic
def create(
    *,
    organization: "Organization",
    name: str,
    url: str,
    email: str,
    description: str,
    brand_colour: str,
    accent_colour: str,
    logo: bytes | None,
    actor: Actor,
) -> Issuer:
    """Set up a public identity that signs: profile, brand, and a key of each kind.

    Raises:
        Refused: a fact breaks a rule, or the logo is no picture that we take; `field` names it.
    """
    facts = {
        **_facts(name, url, email, description),
        "brand_colour": styles.colour(brand_colour, "brand_colour"),
        "accent_colour": styles.colour(accent_colour, "accent_colour"),
    }
    issuer = Issuer.objects.create(
        organization=organization,
        logo=styles.logo(logo) if logo is not None else "",
        created_at=clock.now(),
        **facts,
    )
    for kind in KINDS:
        keys.create(
            issuer_public_id=issuer.public_id,
            kind=kind,
            organization_id=organization.pk,
            actor=actor,
        )
    events.publish(
        IssuerCreated(
            actor=actor,
            organization_id=organization.pk,
            issuer_public_id=issuer.public_id,
        )
    )
    return issuer


@transaction.atomic
def change_style(
    *,
    issuer: Issuer,
    brand_colour: str,
    accent_colour: str,
    badge_shape: str = "",
    signer_name: str = "",
    signer_title: str = "",
    logo: bytes | None = None,
    background: bytes | None = None,
    signature: bytes | None = None,
    without: Collection[str] = (),
    actor: Actor,
) -> Issuer:
    """Change how everything of the issuer looks from now on; awarded pictures stay as they are.

    A picture that is not given stays, unless `without` names it.

    Raises:
        Refused: a colour, name or picture breaks a rule; `field` names it.
    """
    changed = styles.changed(
        brand_colour=brand_colour,
        accent_colour=accent_colour,
        badge_shape=badge_shape,
        signer_name=signer_name,
        signer_title=signer_title,
        pictures={"logo": logo, "background": background, "signature": signature},
        without=without,
    )
    for field, value in changed.items():
        setattr(issuer, field, value)
    issuer.save(update_fields=[*changed])
    events.publish(
        IssuerStyleChanged(
            actor=actor,
            organization_id=issuer.organization_id,
            issuer_public_id=issuer.public_id,
        )
    )
    return issuer


@transaction.atomic
def rotate_key(*, issuer: Issuer, actor: Actor) -> Issuer:
    """Let new keys of every kind sign; what the old ones signed still verifies.

    Raises:
        NoActiveKey: the issuer has no key to replace.
    """
    for kind in KINDS:
        keys.rotate(
            issuer_public_id=issuer.public_id,
            kind=kind,
            organization_id=issuer.organization_id,
            actor=actor,
        )
    return issuer


def signer_for(*, issuer: Issuer, kind: KeyKind) -> SigningKey:
    """The issuer's active key of this kind, ready to sign.

    Raises:
        NoActiveKey: it has none.
        WrongMasterKey: the private part does not open under our master key.
    """
    key = keys.held(issuer_public_id=issuer.public_id, kind=kind)
    return SigningKey(
        signer=key.signer,
        verification_method=addresses.verification_method(
            issuer.public_id, key.public_id
        ),
    )


def _facts(name: str, url: str, email: str, description: str) -> dict[str, str]:
    return {
        "name": rules.name(name),
        "url": rules.url(url),
        "email": rules.email(email),
        "description": rules.description(description),
        "mark": rules.initials(name),
    }
