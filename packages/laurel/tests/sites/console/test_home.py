"""The home page: what waits, what was awarded, and both only for whom it concerns."""

import csv
import datetime as dt
import io
import re

import pytest
from laurel.achievements import services as achievements
from laurel.awards.models import Award
from laurel.batches.types import BatchState, When
from laurel.foundation import clock, jobs
from laurel.organizations import services as organizations
from laurel.organizations.types import Role
from laurel.programs import services as programs

from packages.laurel.tests.factories import badges, batches, people

from .conftest import browser_of, make_award, make_college, make_sheet


def read(response):
    assert response.status_code == 200
    text = re.sub(
        r"<option.*?</option>|<svg.*?</svg>",
        " ",
        response.content.decode(),
        flags=re.DOTALL,
    )
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def table(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def todo_of(response):
    """title -> where its link leads."""
    found = response.context["todos"]
    page = response.content.decode()
    for each in found:
        assert each.title in page
        assert f'href="{each.href}"' in page
    return {each.title: each.href for each in found}


@pytest.fixture
def awarder(college, staff):
    """The browser of somebody who awards."""
    return browser_of(staff[Role.AWARDER])


def test_nothing_to_do_is_said_kindly(awarded, owner):
    page = read(owner.get(awarded.url()))
    assert "Nothing waits for you." in page
    assert "Nothing to do" in page


def test_a_new_organisation_is_led_through_its_first_steps(db):
    organization, somebody = people.organization()
    page = read(browser_of(somebody).get(f"/console/{organization.slug}/"))
    assert "Set up the issuer" in page
    assert "In this time" not in page  # no figures before there is anything to count


def test_a_proposed_list_waits_for_everybody_but_who_proposed_it(awarded, staff):
    organizations.require_approval(
        organization=awarded.organization, needed=True, actor=awarded.owner
    )
    awarded.organization.refresh_from_db()
    made = batches.draft(awarded.achievement, actor=staff[Role.AWARDER])
    batches.submitted(made, actor=staff[Role.AWARDER], when=When.APPROVAL)
    found = todo_of(browser_of(awarded.owner).get(awarded.url()))
    assert found == {
        "1 list waits for your approval": awarded.url(f"batches/{made.public_id}")
    }
    for role in (Role.AWARDER, Role.VIEWER):
        assert not todo_of(browser_of(staff[role]).get(awarded.url()))


def test_lists_that_stopped_somewhere_wait_for_those_who_award(awarded, staff):
    states = (BatchState.PAUSED, BatchState.UNREADABLE, BatchState.DRAFT)
    for state in (*states, BatchState.DRAFT):
        batch = batches.draft(awarded.achievement)
        batch.state = state.value
        batch.save(update_fields=["state"])
    found = todo_of(browser_of(staff[Role.AWARDER]).get(awarded.url()))
    assert list(found) == [
        "1 list cannot be read",
        "1 list is paused",
        "2 lists were not sent off",
    ]
    assert found["2 lists were not sent off"] == awarded.url("batches")
    assert not todo_of(browser_of(staff[Role.VIEWER]).get(awarded.url()))


def test_drafts_and_tables_wait_for_those_who_edit(awarded, staff):
    draft = badges.achievement(awarded.issuer, publish=False)
    sheet = make_sheet(awarded)
    found = todo_of(browser_of(staff[Role.EDITOR]).get(awarded.url()))
    assert found == {
        "1 badge is not finished": awarded.url(f"badges/{draft.public_id}"),
        "1 table of badges is not finished": awarded.url(
            f"badges/many/{sheet.public_id}"
        ),
    }
    assert not todo_of(browser_of(staff[Role.AWARDER]).get(awarded.url()))
    achievements.archive(achievement=draft, actor=awarded.owner)


def test_awards_that_end_soon_are_listed(awarded, awarder):
    soon = clock.today() + dt.timedelta(days=7)
    Award.objects.filter(pk=awarded.award.pk).update(expires_on=soon)
    make_award(awarded, name="Grace Hopper", email="grace@students.example")
    found = todo_of(awarder.get(awarded.url()))
    assert list(found) == ["1 award expires within 60 days"]
    page = read(awarder.get(found["1 award expires within 60 days"]))
    assert "Ada Lovelace" in page
    assert "Grace Hopper" not in page


def test_what_waits_elsewhere_is_not_here(awarded, owner):
    other = make_college("South College")
    batches.draft(other.achievement)
    badges.achievement(other.issuer, publish=False)
    assert not todo_of(owner.get(awarded.url()))


def test_every_link_of_the_list_opens(awarded, owner):
    for _ in range(2):
        batches.draft(awarded.achievement)
        badges.achievement(awarded.issuer, publish=False)
        make_sheet(awarded)
    Award.objects.update(expires_on=clock.today())
    for href in todo_of(owner.get(awarded.url())).values():
        assert owner.get(href).status_code == 200, href


def test_the_chart_and_its_table_say_the_same(awarded, owner):
    make_award(awarded, name="Grace Hopper", email="grace@students.example")
    response = owner.get(awarded.url())
    page = response.content.decode()
    month = f"{clock.today():%B %Y}"
    assert f"<title>{month}: 2</title>" in page
    assert f'<th scope="row">{month}</th><td class="num">2</td>' in page
    assert len(response.context["shown"].rows) == 12
    assert "2 awards." in read(response)


@pytest.mark.parametrize("period", ["weeks", "months", "year", "before", "all"])
def test_a_period_is_chosen_and_stays_chosen(awarded, owner, period):
    response = owner.get(awarded.url(), {"period": period})
    page = response.content.decode()
    assert f'<option value="{period}" selected>' in page
    asked = "" if period == "months" else f"?period={period}"
    assert f'href="{awarded.url("awards.csv")}{asked}"' in page
    if period == "before":
        assert "Nothing was awarded in this time." in page


@pytest.mark.parametrize(
    "given", ["period=never", "program=x", "of=x", "period=" + "x" * 5000]
)
def test_a_choice_that_there_is_not_is_said_and_filters_nothing(awarded, owner, given):
    programs.create(
        organization=awarded.organization, name="Analytics", actor=awarded.owner
    )
    response = owner.get(awarded.url() + "?" + given)
    assert response.status_code == 200
    if not given.startswith("of"):  # one issuer: there is nothing to choose
        assert "Choose one of the list." in response.content.decode()
    assert response.context["shown"].awards == "1"
    assert owner.get(awarded.url("awards.csv?" + given)).status_code == 200


def test_issuer_and_programme_are_asked_where_there_are_several(awarded, owner):
    page = owner.get(awarded.url()).content.decode()
    assert "All issuers" not in page
    assert "All programmes" not in page
    second = badges.issuer(awarded.organization, name="Faculty of Arts")
    analytics = programs.create(
        organization=awarded.organization,
        name="Analytics",
        achievement_ids=[awarded.achievement.public_id],
        actor=awarded.owner,
    )
    for given, number in (
        ({"of": second.public_id}, "0"),
        ({"of": awarded.issuer.public_id}, "1"),
        ({"program": analytics.public_id}, "1"),
        ({"program": analytics.public_id, "of": second.public_id}, "0"),
    ):
        response = owner.get(awarded.url(), given)
        assert "All issuers" in response.content.decode()
        assert response.context["shown"].awards == number, given


def test_an_issuer_of_somebody_else_is_no_choice(awarded, owner):
    badges.issuer(awarded.organization, name="Faculty of Arts")
    other = make_college("South College")
    make_award(other)
    response = owner.get(awarded.url(), {"of": other.issuer.public_id})
    assert "Choose one of the list." in response.content.decode()
    assert response.context["shown"].awards == "1"


def test_the_file_says_what_the_page_says_and_computes_nothing(awarded, owner):
    evil = badges.achievement(awarded.issuer, name="=1+1")
    awarded.achievement = evil
    make_award(awarded)
    rows = table(owner.get(awarded.url("awards.csv")))
    first = f"{clock.today():%Y-%m-01}"
    assert rows[0] == ["From", "To", "Badge", "Issuer", "Awards", "Revoked since"]
    assert {(row[0], row[2], row[4], row[5]) for row in rows[1:]} == {
        (first, "Facilitation: Completed", "1", "0"),
        (first, "'=1+1", "1", "0"),
    }
    assert len(table(owner.get(awarded.url("awards.csv?period=before")))) == 1


def test_the_page_asks_few_questions_however_much_there_is(
    awarded, owner, django_assert_max_num_queries
):
    most = 40
    with django_assert_max_num_queries(most):
        owner.get(awarded.url())
    for number in range(6):
        batches.draft(awarded.achievement)
        badges.achievement(awarded.issuer, publish=False)
        make_award(awarded, email=f"learner-{number}@students.example")
    jobs.drain()
    with django_assert_max_num_queries(most):
        owner.get(awarded.url())


def test_where_the_last_award_is_long_ago_all_of_them_are_counted(awarded, owner):
    Award.objects.update(issued_on=dt.date(2019, 5, 6))
    response = owner.get(awarded.url())
    assert "Start again" not in read(response)
    shown = response.context["shown"]
    assert shown.awards == "1"
    assert shown.rows[-1].name == "2019"
    asked = owner.get(awarded.url(), {"period": "months"})
    assert asked.context["shown"].awards == "0"
    assert "Start again" in read(asked)
    assert "Nothing was awarded in this time." in read(asked)
