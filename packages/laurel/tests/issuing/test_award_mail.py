"""The mail about an award, as it arrives at a mail server: in the issuer's name and look."""

import dataclasses
import datetime as dt
import html
import re

import pytest
from django.test import Client
from laurel.config.env import SmtpSecurity
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.design import services as design
from laurel.design.types import Brand
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import Refused
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications import services as notification_services
from laurel.notifications.types import Kind
from laurel.notifications.words import REASONS

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
    body = arrived.get_body(("html",)).get_content()
    assert "cid:logo" in body
    assert issuers.brand_tokens(issuer)["--brand"] in body


def test_it_is_worded_in_the_issuers_language(inbox):
    issuer = badges.issuer()
    issuer.language = "de"
    issuer.save(update_fields=["language"])
    ours = dataclasses.asdict(notifications.default(Kind.AWARD))
    notification_services.write_wording(
        issuer_public_id=issuer.public_id,
        organization_id=issuer.organization_id,
        kind=Kind.AWARD,
        language="de",
        parts={**ours, "subject": "{recipient_name}, ein Abzeichen für dich"},
        actor=SYSTEM,
    )
    badges.issued(badges.achievement(issuer))
    jobs.drain()
    (arrived,) = inbox.mails
    assert arrived["Subject"] == "Ada Lovelace, ein Abzeichen für dich"
    assert 'lang="de"' in arrived.get_body(("html",)).get_content()


SPOKEN = {
    "de": ("verleiht Ihnen", "Badge ansehen", "gültig bis 3. Mai 2099", "widerrufen"),
    "fr": ("vous décerne", "Voir votre badge", "jusqu’au 3 mai 2099", "révoqué"),
    "es": ("le otorga", "Ver su insignia", "hasta el 3 de mayo de 2099", "revocada"),
    "en": ("has awarded you", "See your badge", "until 3 May 2099", "revoked"),
}


@pytest.mark.parametrize("language", SPOKEN)
def test_it_comes_in_the_recipients_language_and_so_does_all_that_follows(
    inbox, language
):
    """Text and HTML, as a mail server takes them; the issuer itself writes Italian."""
    issuer = badges.issuer()
    issuer.language = "it"
    issuer.save(update_fields=["language"])
    given = badges.issued(
        badges.achievement(issuer),
        language=language,
        expires_on=dt.date(2099, 5, 3),
    )
    credentials.revoke(
        credential=given,
        reason=RevocationReason.DUPLICATE,
        public_wording="Issued twice.",
        actor=SYSTEM,
    )
    jobs.drain()
    second, first = inbox.mails  # bad news does not wait behind thousands of good ones
    awarded, button, until, revoked = SPOKEN[language]
    assert awarded in first["Subject"]
    assert revoked in second["Subject"]
    assert first.get_content_type() == "multipart/alternative"
    for kind in ("plain", "html"):
        body = first.get_body((kind,)).get_content()
        assert button in body
        assert until in body
        assert issuer.email in body
        lost = second.get_body((kind,)).get_content()
        assert REASONS[language]["duplicate"] in html.unescape(lost)
        assert "Issued twice." in lost
    assert f'lang="{language}"' in first.get_body(("html",)).get_content()


def test_without_a_language_of_theirs_it_comes_in_the_issuers(inbox):
    issuer = badges.issuer()
    issuer.language = "de"
    issuer.save(update_fields=["language"])
    of = badges.achievement(issuer)
    badges.issued(of)
    badges.issued(of, language="Te reo Māori")  # nobody has words in it
    jobs.drain()
    for arrived in inbox.mails:
        assert "verleiht Ihnen" in arrived["Subject"]


def test_a_language_that_nobody_writes_in_is_refused_and_named():
    with pytest.raises(Refused) as refused:
        badges.issued(language="Klingon")
    assert refused.value.field == "language"


def test_every_link_in_it_works_for_somebody_without_an_account(inbox):
    """To see, to download, for help, how to share, and to find all of them."""
    badges.issued(badges.achievement(badges.issuer()), language="fr")
    jobs.drain()
    (arrived,) = inbox.mails
    text = arrived.get_body(("plain",)).get_content()
    assert "Voir votre badge:" in text
    for link in re.findall(r"http://localhost:8000(/\S+)", text):
        assert Client().get(link).status_code == 200, link
    assert "/badge.png" in text
    assert "List-Unsubscribe" not in arrived, "it is no reminder"
