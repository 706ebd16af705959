"""Endorsements by mail, from the question to the day when everybody sees them."""

import re

from laurel.endorsements import services
from laurel.endorsements.types import ENDORSER, About, Written
from laurel.foundation import jobs, mail
from laurel.foundation.actors import SYSTEM

GRACE = "grace@navy.example"
WRITTEN = Written(
    name="Grace Hopper",
    role="Rear Admiral",
    works_at="United States Navy",
    comment="She hears everybody, and then she decides.",
)


def signed(award, *, email=GRACE, written=WRITTEN):
    """Asked, written and signed with the code that was mailed; nobody decided about it yet."""
    row = services.ask(
        about=About(award.achievement.issuer, award=award),
        email=email,
        words="You saw me lead the group.",
        actor=SYSTEM,
    )
    jobs.drain()
    services.write(endorsement=row, written=written)
    jobs.drain()
    newest = mail.kept().filter(recipient_address=email).first()
    code = re.search(r"\b(\d{6})\b", newest.text)[1]
    return services.sign(endorsement=row, code=code, actor=ENDORSER)


def shown(award, **facts):
    """The same, accepted, and carried by the award's credential."""
    row = services.accept(endorsement=signed(award, **facts), actor=SYSTEM)
    jobs.drain()
    return row
