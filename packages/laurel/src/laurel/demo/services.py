"""Demo data: three organizations that look as if they had been at it for years.

Everything goes through the services that people use, so nothing here can look better than it is.
Loading again finds what is there and adds what is missing.
"""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model

from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.achievements.types import Definition
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.demo.stories import AFTERWARDS, STORIES
from laurel.demo.types import ADA, Earnable, Fate, Given, Scene, Story, in_days
from laurel.foundation.actors import Actor
from laurel.foundation.errors import NotFound, Refused
from laurel.issuers import selectors as issuers
from laurel.issuers import services as issuer_services
from laurel.issuing import services as issuing
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.issuers.models import Issuer

logger = logging.getLogger("laurel.demo")

OWNER = ("Caroline Herschel", "caroline@north-college.example")
SHOWN = ("Facilitation: Demonstrated", ADA[1])
PICTURE = "facilitation-demonstrated-ada-lovelace.png"
WORDING = (
    "This badge was awarded by mistake: the name was taken from the wrong list. "
    "It says nothing about the person."
)


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """Where to look first."""

    owner_email: str
    earner_email: str
    public_award_url: str
    baked_png_path: Path


def load() -> DemoSummary:
    """Load the demo data, or what is missing of it, and bake one picture into a file."""
    owner, earner = _account(*OWNER), _account(*ADA)
    defined: dict[str, Achievement] = {}
    given: dict[tuple[str, str], Credential] = {}
    for story in STORIES:
        issuer = _issuer(story, owner)
        for earnable in story.achievements:
            achievement = _achievement(earnable, issuer, owner)
            defined[earnable.name] = achievement
            for one in earnable.awards:
                with _left_out(f"{one.name}’s {earnable.name}"):
                    given[earnable.name, one.email] = _award(one, achievement, owner)
        scene = Scene(issuer, defined, given, staff=owner, earner=earner)
        for tell in AFTERWARDS[story.name]:
            with _left_out(f"{story.name}: {tell.__name__}"):
                tell(scene)
    if SHOWN not in given:
        raise LookupError(f"the demo stories lack the award {SHOWN}")
    shown = given[SHOWN]
    return DemoSummary(
        owner_email=OWNER[1],
        earner_email=ADA[1],
        public_award_url=credentials.addresses_of(shown.award_public_id).page,
        baked_png_path=_picture_of(shown),
    )


@contextmanager
def _left_out(part: str) -> Iterator[None]:
    """Go on without a part that an older instance, in which somebody changed things, refuses."""
    try:
        yield
    except (Refused, NotFound) as error:
        logger.warning("The demo leaves out %s: %s", part, error)


def _account(name: str, email: str) -> Actor:
    accounts = get_user_model()._default_manager  # noqa: SLF001 - Django's public way to it
    account = accounts.filter(email=email).first()
    if account is None:
        account = get_user_model().objects.create_user(email, name=name)
    EmailAddress.objects.get_or_create(
        user=account, email=email, defaults={"verified": True, "primary": True}
    )
    return Actor.person(account.pk, name)


def _issuer(story: Story, owner: Actor) -> "Issuer":
    owned = organizations.of_account(owner.account_id) if owner.account_id else []
    organization = next((o for o in owned if o.name == story.name), None)
    if organization is None:
        organization = organization_services.create(name=story.name, actor=owner)
    known = issuers.of_organization(organization).first()
    return known or issuer_services.create(
        organization=organization,
        name=story.name,
        url=story.url,
        email=story.email,
        description=story.description,
        brand_colour=story.colour,
        accent_colour=story.accent,
        logo=story.mark.encode(),
        actor=owner,
    )


def _achievement(earnable: Earnable, issuer: "Issuer", owner: Actor) -> "Achievement":
    # Archived ones, too: whoever put one away does not want it back at the next start.
    for known in achievements.of_organization(issuer.organization):
        if known.versions.filter(name=earnable.name).exists():
            return known
    return achievement_services.define(
        issuer=issuer,
        definition=Definition(
            name=earnable.name,
            description=earnable.description,
            criteria=earnable.criteria,
            criteria_lines=earnable.criteria_lines,
            skills=earnable.skills,
            validity=earnable.validity,
            earn_url=earnable.earn_url,
        ),
        art=earnable.art,
        actor=owner,
    )


def _award(given: Given, achievement: "Achievement", owner: Actor) -> "Credential":
    # The first award is the demo's; later ones are of whoever plays with it. What an earlier
    # version of the stories said of it stands: it was signed.
    known = (
        awards.of_achievement(achievement).filter(recipient_email=given.email).last()
    )
    award = known or _granted(given, achievement, owner)
    # Not what `services.award` came to: a demo that cannot be signed at once must say so.
    credential = issuing.issue(award_id=award.public_id)
    if given.fate is Fate.REVOKED and not credential.is_revoked:
        return credential_services.revoke(
            credential=credential,
            reason=RevocationReason.ADMINISTRATIVE_ERROR,
            public_wording=WORDING,
            private_note="Part of the demo data.",
            actor=owner,
        )
    return credential


def _granted(given: Given, achievement: "Achievement", owner: Actor) -> "Award":
    issued_on, expires_on = given.issued_on, given.expires_on
    if given.days_left is not None:
        expires_on = in_days(given.days_left)
        issued_on = expires_on - dt.timedelta(days=given.held_for)
    return issuing.award(
        achievement=achievement,
        recipient_name=given.name,
        recipient_email=given.email,
        narrative=given.narrative,
        evidence=given.evidence,
        issued_on=issued_on,
        expires_on=expires_on,
        idempotency_key=f"demo:{achievement.public_id}:{given.email}",
        actor=owner,
    ).award


def _picture_of(credential: "Credential") -> Path:
    path = Path(settings.LAUREL.data_dir) / "demo" / PICTURE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(credentials.baked_png(credential))
    return path
