"""The mail about an award, as it arrives at a mail server: in the issuer's name and look."""

import dataclasses

import pytest
from laurel.config.env import SmtpSecurity
from laurel.design import services as design
from laurel.design.types import Brand
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications import services as notification_services

from packages.laurel.tests.factories import badges
from packages.laurel.tests.foundation import mailserver

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(settings):
    """A test mailbox: the instance hands its mail to it."""
    with mailserver.running() as running:
        settings.LAUREL = dataclasses.replace(
            settings.LAUREL,
            smtp_host="127.0.0.1",
            smtp_port=running.port,
            smtp_security=SmtpSecurity.NONE,
        )
        yield running


def logo():
    brand = Brand(name="North College", colour="#1f3d7a", accent="#e0b04a")
    drawn = design.suggest(name="mark", title="mark")
    return design.picture_of(design=drawn, brand=brand).png


@pytest.mark.requirement("J6")
def test_it_comes_in_the_institutions_name_with_its_logo_and_replies_reach_it(inbox):
    issuer = badges.issuer(name="St. John’s College", logo=logo())
    badges.issued(badges.achievement(issuer), recipient_email="ada@students.example")
    jobs.drain()
    (arrived,) = inbox.mails
    assert arrived["To"].addresses[0].addr_spec == "ada@students.example"
    assert arrived["From"].addresses[0].display_name == "St. John’s College"
    assert arrived["Reply-To"].addresses[0].addr_spec == issuer.email
    assert "St. John’s College" in arrived["Subject"]
    pictures = {
        part["Content-ID"].strip("<>").split("@")[0]: part.get_content()
        for part in arrived.walk()
        if part.get_content_maintype() == "image"
    }
    assert pictures["logo"] == issuers.logo(issuer)
    html = arrived.get_body(("html",)).get_content()
    assert "cid:logo" in html
    assert issuers.brand_tokens(issuer)["--brand"] in html


def test_it_is_worded_in_the_issuers_language(inbox):
    issuer = badges.issuer()
    issuer.language = "de"
    issuer.save(update_fields=["language"])
    ours = dataclasses.asdict(notifications.default(notifications.AWARD))
    notification_services.write_wording(
        issuer_public_id=issuer.public_id,
        organization_id=issuer.organization_id,
        kind=notifications.AWARD,
        language="de",
        parts={**ours, "subject": "{recipient_name}, ein Abzeichen für dich"},
        actor=SYSTEM,
    )
    badges.issued(badges.achievement(issuer))
    jobs.drain()
    (arrived,) = inbox.mails
    assert arrived["Subject"] == "Ada Lovelace, ein Abzeichen für dich"
    assert 'lang="de"' in arrived.get_body(("html",)).get_content()
