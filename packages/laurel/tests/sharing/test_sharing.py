"""Short links and counts: one code for an award, numbers without people."""

import datetime as dt

import pytest
from laurel.foundation.people import Person
from laurel.sharing import privacy, selectors, services
from laurel.sharing.errors import Ended, NotFound
from laurel.sharing.types import Count, Target

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db


def test_an_award_has_one_code_for_ever():
    credential = badges.issued()
    code = services.short_link(credential=credential)
    assert services.short_link(credential=credential) == code
    typed = selectors.code_shown(code).lower()
    assert selectors.award_of_code(typed) == credential.award_public_id
    assert services.short_link(credential=badges.issued()) != code


@pytest.mark.parametrize("text", ["", "nonsense", "23456-789BC"])
def test_a_code_that_nobody_has(text):
    with pytest.raises(NotFound):
        selectors.award_of_code(text)


def test_counts_add_up_by_award_badge_and_organization():
    achievement = badges.achievement()
    one, two = badges.issued(achievement), badges.issued(achievement)
    for credential, target in (
        (one, Target.LINKEDIN),
        (one, Target.LINKEDIN),
        (two, Target.LINKEDIN),
        (two, Target.X),
    ):
        services.count(credential=credential, target=target)
    services.count(credential=badges.issued(), target=Target.X)
    assert selectors.counts_of_award(one.award_public_id) == [Count(Target.LINKEDIN, 2)]
    expected = [Count(Target.LINKEDIN, 3), Count(Target.X, 1)]
    assert selectors.counts_of_achievement(achievement) == expected
    assert selectors.counts(one.organization) == expected


def test_a_link_for_an_employer_ends_with_its_day_where_the_issuer_is(fixed_clock):
    credential = badges.issued()
    today = dt.date(2026, 11, 21)
    token = selectors.employer_link(credential.award_public_id, today)
    mine = (credential.award_public_id, today)
    assert selectors.award_of_employer_link(token) == mine
    fixed_clock.move(dt.timedelta(days=1))
    with pytest.raises(Ended) as ended:
        selectors.award_of_employer_link(token)
    assert ended.value.on == today


def test_what_is_kept_is_handed_out_and_ends_with_the_person():
    credential = badges.issued()
    code = services.short_link(credential=credential)
    services.count(credential=credential, target=Target.PDF)
    person = Person(None, frozenset(), frozenset({credential.award_public_id}))
    (kept,) = privacy.export(person)
    assert {"award": credential.award_public_id, "short_link": code} in kept.rows
    assert privacy.erase(person) == 2
    assert privacy.export(person) == []
    with pytest.raises(NotFound):
        selectors.award_of_code(code)
