"""Mail to staff in the look of their issuer; named in `config/reactions.py`."""

from django.conf import settings
from django.db import transaction

from laurel.design import selectors as design
from laurel.foundation.events import Recorded
from laurel.issuers import selectors
from laurel.notifications import services as notifications
from laurel.notifications.types import InvitationMail
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services
from laurel.organizations.types import Role

OWN_COLOURS = ("#14513f", "#d9b65c")  # Laurel's own pair, until there is an issuer


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
    issuer = selectors.of_organization(organization).first()
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
