"""Endorsements of awards, as services make them."""

import re

from laurel.awards import selectors as awards
from laurel.endorsements import services
from laurel.endorsements.types import ENDORSER, About, Side, Written
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import OutgoingMail

WRITTEN = Written(
    name="Grace Hopper",
    role="Rear Admiral",
    works_at="United States Navy",
    comment="She hears everybody, and then she decides.",
)


def signed(award_public_id, *, written=WRITTEN, email="grace@navy.example"):
    """Asked, written and signed; whom it praises has not decided yet."""
    award = awards.by_public_id(award_public_id)
    about = About(award.achievement.issuer, award=award)
    row = services.ask(about=about, email=email, words="", actor=SYSTEM)
    services.write(endorsement=row, written=written)
    jobs.drain()
    row = services.sign(endorsement=row, code=_code_to(email), actor=ENDORSER)
    jobs.drain()
    return row


def _code_to(email):
    mails = OutgoingMail.objects.filter(recipient_address=email).order_by("-pk")
    return next(filter(None, (re.search(r"\b(\d{6})\b", m.text) for m in mails)))[1]


def accepted(row):
    """It is shown, and the badge carries it."""
    row = services.accept(endorsement=row, actor=SYSTEM)
    jobs.drain()
    return row


def endorsed(award_public_id, **facts):
    """Signed and accepted."""
    return accepted(signed(award_public_id, **facts))


def take_back(row):
    """Its endorser does not say so any more, and the badge does not carry it."""
    services.end(endorsement=row, side=Side.ENDORSER, actor=ENDORSER)
    jobs.drain()
