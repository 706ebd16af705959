"""What became of awards: opened, downloaded, kept; of a time, an issuer, a badge."""

import csv
import io

import pytest
from laurel.accounts.models import Account
from laurel.credentials import selectors as credentials
from laurel.deliveries import links
from laurel.deliveries import services as deliveries
from laurel.insights import selectors as insights
from laurel.insights.types import Rates
from laurel.sharing import services as sharing
from laurel.sharing.types import Target

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def college(fixed_clock):
    return people.organization()


def awarded(of, **facts):
    return badges.issued(of, **facts).award_public_id


def visit(award, *notes):
    for note in notes:
        note(award_public_id=award, key=links.key_of(award))


def test_what_holders_did_is_counted_once_each(college):
    badge = badges.achievement(badges.issuer(college[0]))
    first = awarded(badge, recipient_email="Ada@Students.example")
    second = awarded(badge)
    awarded(badge)
    visit(
        first,
        deliveries.note_opened,
        deliveries.note_opened,
        deliveries.note_downloaded,
    )
    visit(second, deliveries.note_opened)
    people.account("ada@students.example")
    for target in (Target.X, Target.X, Target.QR):
        sharing.count(credential=credentials.public(first), target=target)
    found = insights.rates(college[0])
    assert found == Rates(awards=3, opened=2, downloaded=1, kept=1, shared=1)


def test_others_count_for_themselves(college):
    organization, _ = college
    one, other = badges.issuer(organization), badges.issuer(organization)
    mine, theirs = badges.achievement(one), badges.achievement(other)
    visit(awarded(mine), deliveries.note_opened)
    awarded(theirs)
    awarded(theirs)
    visit(awarded(badges.achievement()), deliveries.note_opened)
    assert insights.rates(organization, issuer=other) == Rates(2, 0, 0, 0, 0)
    lines = insights.rate_lines(organization)
    assert [
        (line.achievement, line.rates.awards, line.rates.opened) for line in lines
    ] == [
        (theirs, 2, 0),
        (mine, 1, 1),
    ]


def test_an_address_that_nobody_proved_is_not_kept(college):
    from allauth.account.models import EmailAddress

    awarded(
        badges.achievement(badges.issuer(college[0])), recipient_email="mary@x.example"
    )
    account = people.account("mary@x.example")
    EmailAddress.objects.filter(user=account).update(verified=False)
    assert insights.rates(college[0]).kept == 0


def test_the_home_page_draws_them_and_the_file_says_the_same(college, client):
    organization, owner = college
    badge = badges.achievement(badges.issuer(organization))
    visit(awarded(badge), deliveries.note_opened)
    awarded(badge)
    client.force_login(Account.objects.get(pk=owner.account_id))
    page = client.get(f"/console/{organization.slug}/").content.decode()
    assert "Opened from the mail: 1 of 2" in page
    assert "50 %" in page
    file = client.get(f"/console/{organization.slug}/rates.csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0] == [
        "Badge",
        "Issuer",
        "Awards",
        "Opened",
        "Downloaded",
        "Kept",
        "Shared",
    ]
    assert rows[1][2:] == ["2", "1", "0", "0", "0"]
