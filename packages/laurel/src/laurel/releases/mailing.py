"""The letter to somebody whose badge is being prepared."""

from typing import TYPE_CHECKING

from django.conf import settings

from laurel.foundation.models import JobPriority
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications import services as mails
from laurel.notifications.types import Kind, Letter
from laurel.programs import selectors as programs
from laurel.releases import gates, links, selectors, standings, words

if TYPE_CHECKING:
    from laurel.foundation.models import OutgoingMail
    from laurel.releases.models import Expectation


def send_expected(row: "Expectation") -> "OutgoingMail | None":
    """Tell the learner when the badges are expected, once; nothing if none is to come any more."""
    program, learner = row.program, row.learner
    policy = selectors.of_program(program)
    ahead = selectors.badges_ahead(policy, learner.key) if policy else []
    if policy is None or not ahead:
        return None
    issuer = ahead[0].issuer
    tokens = issuers.brand_tokens(issuer)
    standing = standings.of_learners(program, [learner])[learner.pk]
    window = gates.window(policy.terms, standing)
    return mails.send_letter(
        letter=Letter(
            issuer_name=issuer.name,
            issuer_url=issuer.url,
            contact_email=programs.contact_of(ahead[0]).email,
            brand_colour=tokens["--brand"],
            brand_ink=tokens["--brand-ink"],
            recipient_name=learner.name,
            badge_name=words.listed([badge.current.name for badge in ahead]),
            expected=(window.first, window.last) if window else None,
            button_url=links.address(program, learner),
            help_url=issuers.help_address(issuer),
            base_url=settings.LAUREL.base_url,
        ),
        chosen=notifications.chosen(
            issuer_public_id=issuer.public_id,
            kind=Kind.EXPECTED,
            wanted=[issuer.language],
        ),
        to=learner.email,
        key=about(program.public_id, learner.public_id),
        about=about(program.public_id, learner.public_id),
        logo_png=issuers.logo(issuer) if issuer.logo else None,
        priority=JobPriority.BULK,  # a whole class ends at one moment
    )


def about(program: str, learner: str) -> str:
    """What the mail is about, as the outbox files it."""
    return f"release:{program}:{learner}"
