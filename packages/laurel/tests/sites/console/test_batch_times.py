"""A list is timed by the clocks of its issuer, whatever the server's say."""

import datetime as dt
import re

import pytest
from laurel.batches.models import Batch
from laurel.batches.types import BatchState
from laurel.issuers.models import Issuer

from .test_batches import award, paste, said
from .test_corrections import text_of

pytestmark = pytest.mark.django_db

ADA = "Ada Lovelace\tada@students.example\n"


@pytest.fixture
def lists(college, owner, fixed_clock):
    """A list of the college, which is in this place; at this moment in UTC."""

    def lists(zone, now="2026-11-22T09:30"):
        Issuer.objects.filter(pk=college.issuer.pk).update(time_zone=zone)
        wanted = dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)
        fixed_clock.move(wanted - fixed_clock.now())
        return paste(owner, college, ADA)["Location"]

    return lists


def moment(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_a_moment_is_typed_and_shown_in_the_issuers_time(lists, owner):
    url = lists("Pacific/Auckland")  # thirteen hours ahead
    page = text_of(owner.get(url))
    assert "In the time of Pacific/Auckland. It is 22:30 there now." in page
    page = text_of(award(owner, url, when="at", at="2026-11-23T18:00"))
    batch = Batch.objects.get()
    assert (batch.at, batch.release_at) == (moment("2026-11-23T05:00"),) * 2
    assert "leaves 23 November 2026 at 18:00" in page
    assert "All times are those of Pacific/Auckland." in page
    # Taken back, the form has the moment as it was typed.
    back = owner.post(f"{url}/act", {"act": "undo"}, follow=True).content.decode()
    assert re.search(r'name="at" value="2026-11-23T18:00"', back)


def test_today_is_the_issuers_today(lists, owner, college):
    url = lists("America/Los_Angeles", now="2026-11-22T03:00")  # 19:00 the day before
    award(owner, url, when="at", at="2026-11-21T20:00")
    assert "today at 20:00" in text_of(owner.get(url))
    listed = owner.get(college.url("batches")).content.decode()
    assert "21 Nov 2026" in listed
    assert "22 Nov 2026" not in listed


def test_the_part_that_moves_by_itself_keeps_the_zone(lists, owner):
    url = lists("Pacific/Auckland")
    award(owner, url, when="at", at="2026-11-23T18:00")
    part = owner.get(f"{url}?state=waiting", headers={"HX-Request": "true"})
    assert "23 November 2026 at 18:00" in part.content.decode()


def test_an_hour_that_the_clocks_skip_is_refused_by_name(lists, owner):
    url = lists("America/Vancouver")
    page = award(owner, url, when="at", at="2027-03-14T02:30")
    assert "There is no 02:30 on 14 March 2027" in said(page)
    assert Batch.objects.get().state == BatchState.DRAFT
    award(owner, url, when="at", at="2027-03-14T03:00")
    assert Batch.objects.get().at == moment("2027-03-14T10:00")


def test_an_hour_that_comes_twice_is_the_first_one(lists, owner):
    url = lists("America/Vancouver")
    award(owner, url, when="at", at="2027-11-07T01:30")
    assert Batch.objects.get().at == moment("2027-11-07T08:30")


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Vancouver"])
@pytest.mark.parametrize("at", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_are_refused(lists, owner, zone, at):
    url = lists(zone)
    page = award(owner, url, when="at", at=at)
    assert "Nothing was awarded" in said(page)
    assert Batch.objects.get().state == BatchState.DRAFT
