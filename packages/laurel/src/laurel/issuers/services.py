"""Setting up issuers, and signing in their names."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from obkit.keys import KeyKind

from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.issuers import addresses, styles
from laurel.issuers.errors import Refused
from laurel.issuers.events import IssuerChanged, IssuerCreated, IssuerStyleChanged
from laurel.issuers.models import Issuer
from laurel.issuers.types import SigningKey
from laurel.keys import services as keys

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

KINDS = (
    KeyKind.ED25519,
    KeyKind.RSA,
)  # embedded proofs, and VC-JWT as RS256 (OB30-PR1)
MAX_NAME = 200
MAX_URL = 500
MAX_DESCRIPTION = 2_000


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
def change(
    *,
    issuer: Issuer,
    name: str,
    url: str,
    email: str,
    description: str,
    actor: Actor,
) -> Issuer:
    """Change the profile. What was signed before keeps the old words.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    facts = _facts(name, url, email, description)
    for field, value in facts.items():
        setattr(issuer, field, value)
    issuer.save(update_fields=[*facts])
    events.publish(
        IssuerChanged(
            actor=actor,
            organization_id=issuer.organization_id,
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
        "name": _name(name),
        "url": _url(url),
        "email": _email(email),
        "description": _description(description),
        "mark": _initials(name),
    }


def _name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise Refused(f"A name has 1 to {MAX_NAME} characters.", field="name")
    return name


def _url(url: str) -> str:
    url = url.strip()
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:  # a broken IPv6 address
        good = False
    if not good or len(url) > MAX_URL or not url.isprintable() or " " in url:
        raise Refused(
            f"A web address begins with https:// and has at most {MAX_URL} characters.",
            field="url",
        )
    return url


def _email(email: str) -> str:
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(
            "An e-mail address looks like office@college.example.", field="email"
        ) from None
    return email


def _description(text: str) -> str:
    text = text.strip()
    if len(text) > MAX_DESCRIPTION or "\x00" in text:
        raise Refused(
            f"A description has at most {MAX_DESCRIPTION} characters.",
            field="description",
        )
    return text


def _initials(name: str) -> str:
    """Up to two letters for the art: the first of the first two words."""
    return "".join(word[0] for word in name.split()[:2] if word[0].isalnum()).upper()
