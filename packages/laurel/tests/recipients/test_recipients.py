"""The institution's record of people says where mail goes; what it said before is kept."""

import datetime as dt

import pytest
from laurel.foundation import tables
from laurel.foundation.actors import SYSTEM
from laurel.recipients import reading, selectors, services
from laurel.recipients.errors import AlreadyApplied, ChangedMeanwhile, Refused
from laurel.recipients.models import AddressList, FormerAddress, Recipient

from packages.laurel.tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def college():
    return people.organization()[0]


def bring(college, text, name="people.csv"):
    table = tables.read(text.encode(), name=name)
    return services.bring(organization=college, table=table, name=name, actor=SYSTEM)


def take_over(college, text):
    found = bring(college, text)
    expected = len(selectors.plan(found).changes)
    return services.apply(found=found, expected=expected, actor=SYSTEM)


FIRST = "Student ID;Name;E-mail\n7;Ada Lovelace;ada@x.example\n8;Mary;mary@x.example\n"
SECOND = "Student ID;Name;E-mail\n7;Ada King;ada@y.example\n8;Mary;MARY@x.example\n"


def where(college, email, fixed_clock, ago=dt.timedelta(0)):
    return selectors.current_address(
        college.pk, email, as_of=fixed_clock.now() - ago - dt.timedelta(minutes=1)
    )


def test_a_list_shows_what_it_will_change_and_changes_nothing_yet(college):
    take_over(college, FIRST)
    plan = selectors.plan(bring(college, SECOND + "9;New;new@x.example\n"))
    assert (plan.added, plan.same) == (1, 1)
    assert [(c.name, c.old, c.new) for c in plan.changes] == [
        ("Ada King", "ada@x.example", "ada@y.example")
    ]
    assert Recipient.objects.get(external_id="7").email == "ada@x.example"
    assert not FormerAddress.objects.exists()


def test_taken_over_mail_goes_to_the_new_address_and_the_old_one_is_kept(
    college, fixed_clock
):
    take_over(college, FIRST)
    done = take_over(college, SECOND)
    assert where(college, "ADA@x.example", fixed_clock) == "ada@y.example"
    assert where(college, "mary@x.example", fixed_clock) == "mary@x.example"
    assert where(college, "nobody@x.example", fixed_clock) == "nobody@x.example"
    assert [c.old for c in selectors.plan(done).changes] == ["ada@x.example"]
    (kept,) = FormerAddress.objects.all()
    assert (kept.email, kept.by) == ("ada@x.example", "Laurel")


def test_through_several_changes_it_is_the_present_one(college, fixed_clock):
    for number in range(4):
        take_over(college, f"id,email\n7,ada{number}@x.example\n")
        fixed_clock.move(dt.timedelta(days=1))
    month = dt.timedelta(days=30)
    for number in range(4):
        found = where(college, f"ada{number}@x.example", fixed_clock, ago=month)
        assert found == "ada3@x.example"


def test_an_address_that_somebody_else_got_later_is_told_apart_by_the_day(
    college, fixed_clock
):
    take_over(college, "id,email\n7,info@x.example\n")
    take_over(college, "id,email\n7,ada@x.example\n")
    fixed_clock.move(dt.timedelta(days=10))
    take_over(college, "id,email\n8,info@x.example\n")
    fixed_clock.move(dt.timedelta(days=10))
    assert where(college, "info@x.example", fixed_clock) == "info@x.example"
    long_ago = dt.timedelta(days=30)
    assert (
        where(college, "info@x.example", fixed_clock, ago=long_ago) == "ada@x.example"
    )


def test_a_list_may_name_the_former_address_itself(college, fixed_clock):
    take_over(college, "id,email,old email\n7,ada@y.example,ada@x.example\n")
    assert where(college, "ada@x.example", fixed_clock) == "ada@y.example"


def test_another_organizations_record_is_its_own(college, fixed_clock):
    other = people.organization("South College")[0]
    for text in (FIRST, SECOND):
        take_over(other, text)
    assert where(college, "ada@x.example", fixed_clock) == "ada@x.example"
    assert selectors.count(college) == 0


def test_a_list_is_taken_over_once(college):
    found = take_over(college, FIRST)
    with pytest.raises(AlreadyApplied):
        services.apply(found=found, expected=0, actor=SYSTEM)


def test_what_was_not_looked_at_is_not_done(college):
    take_over(college, FIRST)
    found = bring(college, SECOND)
    take_over(college, SECOND)
    with pytest.raises(ChangedMeanwhile):
        services.apply(found=found, expected=1, actor=SYSTEM)
    assert FormerAddress.objects.count() == 1


def test_rows_that_cannot_be_taken_are_named_with_their_cell(college):
    found = bring(
        college,
        "Student ID,E-mail\n7,ada@x.example\n8,nobody\n,mary@x.example\n7,b@x.example\n",
    )
    assert len(found.rows) == 1
    text = " ".join(found.faults)
    for part in (
        "Row 3, column B “E-mail”: “nobody” is no e-mail address",
        "Row 4, column A “Student ID”: “” needs 1 to 100 characters",
        "Row 5, column A “Student ID”: “7” stands here twice",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Name,E-mail\nAda,ada@x.example\n", "No column is called “Student number”"),
        ("Student ID,Name\n7,Ada\n", "No column is called “E-mail”"),
        ("Student ID,E-mail\n7,nobody\n", "is no e-mail address"),
    ],
)
def test_a_list_that_is_none_is_refused_by_name(college, text, says):
    with pytest.raises(Refused, match=says):
        bring(college, text)
    assert not AddressList.objects.exists()


def test_a_list_beyond_all_measure_is_refused(college, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    with pytest.raises(Refused, match="at most 1 at once"):
        bring(college, FIRST)


def test_lists_that_nobody_took_over_are_forgotten(college, fixed_clock):
    bring(college, FIRST)
    kept = take_over(college, FIRST)
    fixed_clock.move(dt.timedelta(days=8))
    services.forget_old()
    assert [one.pk for one in AddressList.objects.all()] == [kept.pk]
