"""What releases keep about people can be handed over, and let go of."""

import pytest
from laurel.classes import services as class_services
from laurel.foundation import jobs, tables
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import OutgoingMail
from laurel.foundation.people import Person
from laurel.releases import privacy, services
from laurel.releases.models import Clearance, ConfirmationList, Expectation

from packages.laurel.tests.factories import classes

from .test_releases import OVER, brought, confirm

pytestmark = pytest.mark.django_db

ADA, GRACE = classes.ADA, classes.GRACE
SHE = Person(account_id=None, keys=frozenset({ADA.email}), names=frozenset({ADA.name}))


@pytest.fixture
def told(offer, fixed_clock):
    """Both were told of their badge; a list that names both is not taken over yet."""
    offer.ask()
    fixed_clock.at = OVER
    class_services.tell_moments()
    jobs.drain()
    confirm(offer, ADA, GRACE)
    services.bring_list(
        program=offer.program,
        table=tables.read(
            b"E-mail,Graduated\nada@example.org,yes\ngrace@example.org,yes\n"
            b"ada@example.org,yes\n"
        ),
        actor=SYSTEM,
    )
    return offer


def test_everything_about_them_is_handed_over(told):
    said, waiting = privacy.export(SHE)
    assert [row["what"] for row in said.rows] == ["confirmed"]
    assert [row["program"] for row in waiting.rows] == [told.program.name]


def test_they_are_taken_out_and_others_stay(told):
    assert privacy.erase(SHE) > 0
    assert [row.learner.name for row in Clearance.objects.all()] == [GRACE.name]
    assert [row.learner.name for row in Expectation.objects.all()] == [GRACE.name]
    mails = OutgoingMail.objects.filter(key__startswith="release:")
    assert [mail.recipient_address for mail in mails] == [GRACE.email]
    found = ConfirmationList.objects.get()
    assert found.rows == [[3, told.learner(GRACE).public_id]]
    assert ADA.email not in "".join(found.faults)
    assert privacy.erase(SHE) == 0


def test_another_organization_loses_nothing(told):
    elsewhere = Person(
        account_id=None,
        keys=frozenset({ADA.email}),
        organization_id=classes.program().organization_id,
    )
    assert privacy.erase(elsewhere) == 0
    assert brought(told, "E-mail\nada@example.org\n").rows
