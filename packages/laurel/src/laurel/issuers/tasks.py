"""What issuers do next: named in `config/reactions.py`, and harmless to repeat."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from laurel.design import selectors as design
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.foundation.events import Recorded
from laurel.foundation.jobs import job
from laurel.issuers import domains, profiles, selectors
from laurel.issuers.models import DomainProof
from laurel.issuers.types import DomainState
from laurel.notifications import services as notifications
from laurel.notifications.types import InvitationMail
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services
from laurel.organizations.types import Role

OWN_COLOURS = ("#14513f", "#d9b65c")  # Laurel's own pair, until there is an issuer
LOOK_AGAIN = dt.timedelta(days=7)  # at what a site said
TRY_AGAIN = dt.timedelta(days=1)  # where the check could not run
MOST_LOOKS = 100  # one sweep; the next one goes on


def check_domain(event: Recorded) -> None:
    """issuer.domain_check_asked: ask the site, and write down what it said."""
    _check_domain(event.payload["issuer_public_id"])


def recheck_domains() -> None:
    """Have every site asked again that was asked long enough ago."""
    now = clock.now()
    due = (
        DomainProof.objects.filter(
            Q(checked_at__lte=now - LOOK_AGAIN)
            | Q(checked_at__lte=now - TRY_AGAIN, state=DomainState.UNKNOWN.value)
        )
        .select_related("issuer")
        .order_by("checked_at")[:MOST_LOOKS]
    )
    for proof in due:
        look_again.defer(
            key=f"domain:{proof.pk}:{proof.checked_at:%Y%m%d%H%M%S}",
            issuer_public_id=proof.issuer.public_id,
        )


@job()
def look_again(*, issuer_public_id: str) -> None:
    """Ask one site again."""
    _check_domain(issuer_public_id)


def _check_domain(issuer_public_id: str) -> None:
    issuer = selectors.public(issuer_public_id)
    domain = domains.name_of(issuer)
    state, finding = domains.look(issuer)  # no transaction waits for somebody's server
    profiles.record_domain_check(
        issuer=issuer, domain=domain, state=state, finding=finding, actor=SYSTEM
    )


@transaction.atomic  # a link that is made and not mailed would kill the one before
def send_invitation_mail(event: Recorded) -> None:
    """organization.member_invited, invitation_resent: mail the link, once an event."""
    token = organization_services.new_token(
        public_id=event.payload["invitation_public_id"], event_id=event.id
    )
    if token is None:
        return
    invitation = organizations.invitation_by_token(token)
    organization = invitation.organization
    issuer = selectors.at_work(organization).first()
    colour, accent = OWN_COLOURS
    if issuer is not None:
        colour, accent = issuer.brand_colour, issuer.accent_colour
    tokens = design.brand_tokens(colour=colour, accent=accent)
    inviter = invitation.invited_by
    notifications.send_invitation(
        context=InvitationMail(
            organization_name=organization.name,
            inviter_name=_one_line(inviter.name) if inviter else "",
            role=Role(invitation.role).label.lower(),
            expires_on=invitation.expires_at.date(),
            url=f"{settings.LAUREL.base_url}/invitations/{token}",
            reply_to=issuer.email if issuer else "",
            brand_colour=tokens["--brand"],
            brand_ink=tokens["--brand-ink"],
            base_url=settings.LAUREL.base_url,
        ),
        to=invitation.email,
        key=f"invitation:{event.id}",
        about=f"invitation:{invitation.public_id}",
        logo_png=selectors.logo(issuer) if issuer and issuer.logo else None,
    )


def _one_line(name: str) -> str:
    # A name that came from a sign-in provider was never typed into a form of ours.
    return "".join(character for character in name if character.isprintable())
