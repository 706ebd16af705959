"""The endorser is a person, too: what is kept about them is handed over, and goes."""

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.endorsements import privacy
from laurel.endorsements.models import Endorsement
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail
from laurel.foundation.people import Person
from laurel.verification import services as verification
from obkit.verify import Check

from packages.laurel.tests.factories import badges, people

from .test_endorsements import ADA, GRACE, ask, document, mails, shown

pytestmark = pytest.mark.django_db

HERS = Person(account_id=None, keys=frozenset({GRACE}))
ADAS = Person(account_id=None, keys=frozenset({ADA}))


@pytest.fixture
def award():
    made = badges.issued(recipient_email=ADA)
    jobs.drain()
    return awards.by_public_id(made.award_public_id)


def test_both_get_what_is_kept_about_them(award):
    shown(award)
    given, received = privacy.export(HERS)
    assert received.rows == ()
    assert given.rows[0]["comment"].startswith("She hears everybody")
    assert given.rows[0]["asked"] == "You saw me lead the group."
    given, received = privacy.export(ADAS)
    assert given.rows == ()
    assert received.rows[0]["name"] == "Grace Hopper"
    assert DjangoJSONEncoder().encode(received.rows)


def test_the_endorser_is_forgotten_and_the_word_ends_everywhere(award):
    row = shown(award)
    before = bytes(credentials.public(award.public_id).document)
    assert privacy.erase(HERS)
    jobs.drain()
    kept = str(Endorsement.objects.values().get())
    for word in ("Grace", "Hopper", GRACE, "hears everybody", "You saw me"):
        assert word not in kept
    assert not mails(GRACE)
    assert not OutgoingMail.objects.filter(text__contains="Hopper").exists()
    assert "endorsement" not in document(award)
    (found,) = verification.verify(data=before, refresh=False).endorsements
    assert found.result(Check.STATUS).reason == "status.revoked"
    assert row.public_id == Endorsement.objects.get().public_id
    assert privacy.export(HERS)[0].rows == ()


def test_a_question_that_nobody_answered_is_deleted(award):
    ask(award)
    privacy.erase(ADAS)
    assert not Endorsement.objects.exists()
    assert not mails(GRACE)


def test_another_organization_keeps_what_it_was_not_asked_for(award):
    shown(award)
    elsewhere = people.organization()[0].pk
    only = Person(account_id=None, keys=frozenset({GRACE}), organization_id=elsewhere)
    assert privacy.erase(only) == 0
    assert Endorsement.objects.get().is_shown
