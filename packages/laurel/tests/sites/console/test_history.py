"""The log: words for every event, filters that filter, a file that computes nothing."""

import csv
import datetime as dt
import io
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.utils.module_loading import module_has_submodule
from laurel.accounts import services as accounts
from laurel.foundation import events
from laurel.foundation.events import Event
from laurel.organizations import services
from laurel.organizations.types import Role
from laurel.sites.console.labels import KINDS, LABELS
from laurel.sites.console.views import history as views

from packages.laurel.tests.factories import people

from .conftest import browser_of, make_award, make_college


def read(response):
    text = re.sub(
        r"<option.*?</option>", " ", response.content.decode(), flags=re.DOTALL
    )
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def rows(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def _all_events(of=Event):
    for each in of.__subclasses__():
        if each.__module__.startswith("laurel."):
            yield each
        yield from _all_events(each)


def test_every_event_has_words():
    for app in apps.get_app_configs():
        if app.name.startswith("laurel.") and module_has_submodule(
            app.module, "events"
        ):
            import_module(f"{app.name}.events")
    labelled = [label.name for label in LABELS]
    assert len(labelled) == len(set(labelled))
    assert set(labelled) == {each.name for each in _all_events()}
    assert {label.kind for label in LABELS} == {key for key, _ in KINDS}


def test_it_speaks_in_words_not_codes(awarded, owner):
    editor = people.member(awarded.organization, Role.EDITOR)
    services.change_role(
        organization=awarded.organization,
        account_id=editor.account_id,
        role=Role.VIEWER,
        actor=awarded.owner,
    )
    page = read(owner.get(awarded.url("history")))
    for words in (
        "opened the organisation",
        "set up the issuer",
        "defined the badge “Facilitation: Completed”",
        "awarded “Facilitation: Completed” to Ada Lovelace",
        "changed the role of Mary Somerville: a viewer now",
    ):
        assert words in page, words
    for code in ("organization.", "award.granted", awarded.award.public_id):
        assert code not in page


def test_person_kind_and_day_filter(awarded, owner, fixed_clock):
    other = people.account("grace@north-college.example", name="Grace Hopper")
    services.add_member(
        organization=awarded.organization,
        account_id=other.pk,
        role=Role.OWNER,
        actor=awarded.owner,
    )
    fixed_clock.move(dt.timedelta(days=3))
    services.invite(
        organization=awarded.organization,
        email="ada@north-college.example",
        role=Role.VIEWER,
        actor=people.actor(other),
    )
    url = awarded.url("history")
    by_grace = read(owner.get(url, {"who": str(other.pk)}))
    assert "invited ada@" in by_grace
    assert "opened the organisation" not in by_grace
    badges = read(owner.get(url, {"what": "badges"}))
    assert "defined the badge" in badges
    assert "invited" not in badges
    late = read(owner.get(url, {"since": "2026-11-24", "until": "2026-11-24"}))
    assert "invited ada@" in late
    assert "Grace Hopper an owner" not in late
    early = read(owner.get(url, {"until": "2026-11-23"}))
    assert "invited" not in early
    assert "Nothing fits" in read(owner.get(url, {"since": "2027-01-01"}))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"since": "yesterday"}, "since"),
        ({"until": "9999-12-31"}, "until"),
        ({"since": "0001-01-01"}, "since"),
        ({"since": "2026-11-22", "until": "2026-11-21"}, "until"),
        ({"who": "somebody"}, "who"),
        ({"what": "everything"}, "what"),
    ],
)
def test_a_wrong_filter_is_named_beside_its_field(college, owner, query, field):
    for path in ("history", "history.csv"):
        response = owner.get(college.url(path), query)
        assert response.status_code == 200
    response = owner.get(college.url("history"), query)
    assert field in response.context["form"].errors
    assert f'id="id_{field}_error"' in response.content.decode()


def test_it_comes_in_pages_that_keep_the_filter(college, owner, monkeypatch):
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    for _ in range(3):
        people.member(college.organization, Role.VIEWER)
    page = owner.get(college.url("history"), {"what": "people"})
    assert "Page 1 of 2" in read(page)
    assert "?what=people&amp;page=2" in page.content.decode()
    second = read(owner.get(college.url("history"), {"what": "people", "page": 2}))
    assert "opened the organisation" in second


def test_what_happens_elsewhere_is_not_in_it(college, owner):
    other = make_college("South College")
    make_award(other, name="Grace Hopper")
    page = owner.get(college.url("history")).content.decode()
    assert "Grace Hopper" not in page
    assert str(other.owner.account_id) not in page, "nor among the people to choose"


def test_a_former_member_keeps_the_name_and_loses_the_address(college, owner):
    gone = people.account("gone@home.example", name="")
    for step in (services.add_member, services.remove_member):
        extra = {"role": Role.VIEWER} if step is services.add_member else {}
        step(
            organization=college.organization,
            account_id=gone.pk,
            actor=college.owner,
            **extra,
        )
    page = read(owner.get(college.url("history")))
    assert "removed a former member from" in page
    assert "gone@home.example" not in page
    accounts.rename(account_id=gone.pk, name="Grace Hopper")
    assert "removed Grace Hopper from" in read(owner.get(college.url("history")))


class TestTheFile:
    def test_it_has_what_the_page_has(self, awarded, owner):
        response = owner.get(awarded.url("history.csv"), {"what": "awards"})
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert "attachment" in response["Content-Disposition"]
        head, *found = rows(response)
        assert head == ["When (UTC)", "Who", "What", "Kind"]
        assert [row[2] for row in found][-1] == (
            "awarded “Facilitation: Completed” to Ada Lovelace"
        )
        assert {row[3] for row in found} == {"Awards"}

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\uff1d"])
    def test_no_cell_starts_a_formula(self, college, start):
        sly = people.account(name=f"{start}HYPERLINK(1)")
        services.add_member(
            organization=college.organization,
            account_id=sly.pk,
            role=Role.OWNER,
            actor=college.owner,
        )
        actor = people.actor(sly)
        services.invite(
            organization=college.organization,
            email="ada@north-college.example",
            role=Role.VIEWER,
            actor=actor,
        )
        found = rows(browser_of(actor).get(college.url("history.csv")))
        named = [cell for row in found for cell in row if "HYPERLINK" in cell]
        assert named
        for cell in (cell for row in found for cell in row if cell):
            assert cell.strip()[0] not in "=+-@\uff1d", cell

    def test_what_did_not_fit_is_said(self, college, owner, monkeypatch):
        monkeypatch.setattr(views, "MOST_ROWS", 2)
        found = rows(owner.get(college.url("history.csv")))
        assert len(found) == 4
        assert "Only the newest 2 are here" in found[-1][2]


def test_an_event_of_tomorrow_is_shown_by_its_name(college, owner):
    """A row that this version has no words for must not break the page."""

    class Unheard(events.Event):
        name = "organization.unheard"

    events.publish(
        Unheard(actor=college.owner, organization_id=college.organization.pk)
    )
    assert "organization.unheard" in read(owner.get(college.url("history")))
