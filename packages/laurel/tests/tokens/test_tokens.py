"""Tokens: made once, known by their hash, ended for good."""

import datetime as dt

import pytest
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.models import EventRecord
from laurel.organizations import access
from laurel.organizations.types import Role
from laurel.tokens import services
from laurel.tokens.models import ApiToken
from laurel.tokens.types import Scope

from packages.laurel.tests.factories import people, tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def college():
    return people.organization()[0]


def test_the_secret_is_kept_nowhere(college):
    made = tokens.made(college)
    row = ApiToken.objects.values().get()
    event = EventRecord.objects.get(name="token.made")
    assert made.secret.startswith("laurel_")
    assert made.secret not in str(row) + str(event.payload)
    assert len(bytes(row["secret_hash"])) == 32


def test_whoever_comes_with_it_acts_for_this_organization_alone(college):
    other = people.organization("South College")[0]
    bearer = services.come_in(secret=tokens.made(college, Scope.AWARD).secret)
    assert bearer.actor.label == "API token “Moodle”"
    assert access.allows(bearer.actor, college.pk, Role.AWARDER)
    assert not access.allows(bearer.actor, college.pk, Role.EDITOR)
    assert not access.allows(bearer.actor, other.pk, Role.VIEWER)


def test_one_that_only_reads_awards_nothing(college):
    bearer = services.come_in(secret=tokens.made(college, Scope.READ).secret)
    assert access.allows(bearer.actor, college.pk, Role.VIEWER)
    assert not access.allows(bearer.actor, college.pk, Role.AWARDER)


def test_it_opens_until_it_expires(college, fixed_clock):
    made = tokens.made(college, days=30)
    fixed_clock.move(dt.timedelta(days=30, seconds=-1))
    assert services.come_in(secret=made.secret).token == made.token
    fixed_clock.move(dt.timedelta(seconds=1))
    with pytest.raises(NotFound):
        services.come_in(secret=made.secret)


def test_an_ended_one_opens_nothing_and_is_ended_once(college):
    made = tokens.made(college)
    services.end(token=made.token, actor=SYSTEM)
    services.end(token=made.token, actor=SYSTEM)
    with pytest.raises(NotFound):
        services.come_in(secret=made.secret)
    assert EventRecord.objects.filter(name="token.ended").count() == 1


def test_its_last_use_is_known_to_a_few_minutes(college, fixed_clock):
    made = tokens.made(college)
    seen = []
    for minutes in (0, 4, 6):
        fixed_clock.move(dt.timedelta(minutes=minutes))
        services.come_in(secret=made.secret)
        seen.append(ApiToken.objects.get().last_used_at)
    first, soon, later = seen
    assert first == soon == later - dt.timedelta(minutes=10)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a\x07b"}, "name"),
        ({"scopes": ()}, "scopes"),
        ({"after": dt.timedelta(0)}, "expires_at"),
        ({"after": dt.timedelta(days=732)}, "expires_at"),
    ],
)
def test_what_is_wrong_with_one_is_named(college, facts, field):
    after = facts.pop("after", dt.timedelta(days=1))
    with pytest.raises(Refused) as refused:
        services.make(
            organization=college,
            expires_at=clock.now() + after,
            actor=SYSTEM,
            **{"name": "Moodle", "scopes": tuple(Scope), **facts},
        )
    assert refused.value.field == field
    assert not ApiToken.objects.exists()


def test_there_are_not_endlessly_many(college, monkeypatch):
    monkeypatch.setattr(services, "MOST", 2)
    first = tokens.made(college)
    tokens.made(college)
    with pytest.raises(Refused, match="End one"):
        tokens.made(college)
    services.end(token=first.token, actor=SYSTEM)
    tokens.made(college)
