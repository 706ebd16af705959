"""What an issuer says of itself, whether it is at work, and its help page."""

import datetime as dt

import pytest
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import Refused
from laurel.foundation.models import EventRecord
from laurel.issuers import selectors, services
from laurel.issuers.models import HelpText

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

PROFILE = {
    "name": "Faculty of Arts",
    "url": "https://arts.north-college.example",
    "email": "arts@north-college.example",
    "description": "Everything that is made.",
    "contact_name": "The dean’s office",
    "phone": "+1 604 555 0100",
    "time_zone": "America/Vancouver",
    "language": "fr",
    "shows_programs": True,
    "linkedin_id": "1234567",
}


def change(issuer, **facts):
    return services.change_profile(issuer=issuer, actor=SYSTEM, **{**PROFILE, **facts})


def test_a_profile_is_changed_and_the_looks_stay():
    issuer = badges.issuer()
    change(issuer)
    issuer.refresh_from_db()
    assert {name: getattr(issuer, name) for name in PROFILE} == PROFILE
    assert issuer.mark == "FO"
    assert issuer.brand_colour == "#1f3d7a"
    assert EventRecord.objects.filter(name="issuer.changed").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "North\nCollege"),
        ("url", "javascript:alert(1)"),
        ("url", "https://[::1"),
        ("email", "registrar"),
        ("description", "x" * 2_001),
        ("contact_name", "x" * 121),
        ("contact_name", "The\r\nBcc: office"),
        ("phone", "call me"),
        ("phone", "1" * 41),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", ""),
        ("language", "xx"),
        ("linkedin_id", "north-college"),
        ("linkedin_id", "1" * 21),
    ],
)
def test_a_fact_that_breaks_a_rule_is_named_and_changes_nothing(field, value):
    issuer = badges.issuer()
    with pytest.raises(Refused) as refused:
        change(issuer, **{field: value})
    assert refused.value.field == field
    issuer.refresh_from_db()
    assert issuer.name == "North College"


def test_an_archived_issuer_is_at_work_no_more_and_can_come_back():
    organization, _ = people.organization()
    first, second = (badges.issuer(organization, name=n) for n in ("First", "Second"))
    services.archive(issuer=second, actor=SYSTEM)
    assert list(selectors.at_work(organization)) == [first]
    assert list(selectors.of_organization(organization)) == [first, second]
    assert selectors.public(second.public_id).archived_at is not None
    with pytest.raises(Refused, match="archived before"):
        services.archive(issuer=second, actor=SYSTEM)
    services.restore(issuer=second, actor=SYSTEM)
    assert list(selectors.at_work(organization)) == [first, second]
    with pytest.raises(Refused, match="not archived"):
        services.restore(issuer=second, actor=SYSTEM)


def test_the_only_issuer_stays():
    issuer = badges.issuer()
    with pytest.raises(Refused, match="only issuer"):
        services.archive(issuer=issuer, actor=SYSTEM)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", 21), ("Pacific/Auckland", 22), ("America/Los_Angeles", 21)],
)
def test_a_moment_is_a_day_of_the_issuers_calendar(zone, day):
    issuer = change(badges.issuer(), time_zone=zone)
    moment = dt.datetime(2026, 11, 21, 14, 2, tzinfo=dt.UTC)
    assert selectors.day(issuer, moment) == dt.date(2026, 11, day)


def test_the_help_page_brings_answers_until_the_issuer_writes_its_own():
    issuer = badges.issuer()
    ours = selectors.help_of(issuer)
    assert not ours.is_own
    for question in ("cannot find the mail", "keep my badge", "show it", "cannot open"):
        assert question in ours.text
    for question in ("same badge twice", "name is wrong", "revoked"):
        assert question in ours.text

    services.write_help(issuer=issuer, text="## Where?\r\n\r\nHere.", actor=SYSTEM)
    own = selectors.help_of(issuer)
    assert (own.is_own, own.number, own.text) == (True, 1, "## Where?\n\nHere.")
    assert not selectors.help_of(badges.issuer()).is_own, "another issuer keeps ours"


def test_every_wording_of_the_help_page_is_kept():
    issuer = badges.issuer()
    for text in ("One.", "Two.", "Two.", ""):
        services.write_help(issuer=issuer, text=text, actor=SYSTEM)
    texts = HelpText.objects.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["One.", "Two.", ""], "the same text twice is no change"
    assert EventRecord.objects.filter(name="issuer.help_changed").count() == 3
    assert not selectors.help_of(issuer).is_own


@pytest.mark.parametrize("text", ["x" * 20_001, "a\x00b"])
def test_a_help_page_that_cannot_be_kept_is_refused(text):
    issuer = badges.issuer()
    with pytest.raises(Refused) as refused:
        services.write_help(issuer=issuer, text=text, actor=SYSTEM)
    assert refused.value.field == "text"
