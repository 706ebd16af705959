"""Families of tiers, as services make them."""

from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.families import services
from laurel.families.models import Gap
from laurel.families.types import Policy
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM

from packages.laurel.tests.factories import badges


def made(issuer=None, *, tiers=2, policy=Policy.FLAG, name="Facilitation"):
    """A family of new badges, the lowest first."""
    issuer = issuer or badges.issuer()
    return services.gather(
        organization=issuer.organization,
        name=name,
        badges=[badges.achievement(issuer) for _ in range(tiers)],
        policy=policy,
        actor=SYSTEM,
    )


def held(family, email="ada@students.example"):
    """The credentials of somebody who has every tier, the lowest first."""
    return [
        badges.issued(tier.achievement, recipient_email=email)
        for tier in family.tiers.all()
    ]


def revoke(credential):
    """Revoke a credential, and let everything follow that follows."""
    credentials.revoke(
        credential=credential,
        reason=RevocationReason.REQUIREMENTS_NOT_MET,
        public_wording="It turned out otherwise.",
        actor=SYSTEM,
    )
    jobs.drain()


def gap(issuer):
    """What is left where somebody's lower badge was revoked."""
    lowest, _ = held(made(issuer))
    revoke(lowest)
    return Gap.objects.order_by("pk").last()
