"""A lower badge is revoked: what becomes of the higher ones, as the family says."""

import pytest
from laurel.achievements.types import DuplicatePolicy
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.families import selectors, services
from laurel.families.errors import Refused
from laurel.families.models import Gap
from laurel.families.types import Policy
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.issuing import services as issuing

from packages.laurel.tests.factories import badges, families

pytestmark = pytest.mark.django_db


def word(credential):
    found = credentials.of_award(credential.award_public_id)
    if found.is_revoked:
        return "revoked"
    return "suspended" if found.is_suspended else "valid"


def award_of(credential):
    return awards.by_public_id(credential.award_public_id)


def reinstate(credential):
    issuing.reinstate(award=award_of(credential), actor=SYSTEM)
    jobs.drain()


@pytest.mark.requirement("K11")
@pytest.mark.parametrize(
    ("policy", "higher", "gaps"),
    [
        (Policy.KEEP, "valid", 0),
        (Policy.FLAG, "valid", 2),
        (Policy.SUSPEND, "suspended", 2),
    ],
)
def test_the_higher_ones_become_what_the_policy_says(policy, higher, gaps):
    family = families.made(tiers=3, policy=policy)
    lowest, *above = families.held(family)
    families.held(family, "grace@students.example")
    families.revoke(lowest)
    assert [word(each) for each in above] == [higher, higher]
    found = selectors.open_gaps(family)
    assert {gap.award.public_id for gap in found} == (
        {each.award_public_id for each in above} if gaps else set()
    )
    assert found.count() == gaps


def test_what_is_below_is_not_touched():
    family = families.made(tiers=3, policy=Policy.SUSPEND)
    lowest, middle, highest = families.held(family)
    families.revoke(middle)
    assert [word(lowest), word(highest)] == ["valid", "suspended"]


def test_the_suspended_ones_come_back_with_the_lower_one():
    family = families.made(tiers=3, policy=Policy.SUSPEND)
    lowest, *above = families.held(family)
    families.revoke(lowest)
    reinstate(lowest)
    assert [word(each) for each in above] == ["valid", "valid"]
    assert not selectors.open_gaps(family)
    assert EventRecord.objects.filter(name="family.gap_closed").count() == 2


def test_what_lacks_two_comes_back_with_the_second():
    family = families.made(tiers=3, policy=Policy.SUSPEND)
    lowest, middle, highest = families.held(family)
    families.revoke(lowest)
    families.revoke(middle)
    reinstate(lowest)
    assert word(highest) == "suspended"
    reinstate(middle)
    assert word(highest) == "valid"


def test_what_somebody_suspended_for_another_reason_stays_suspended():
    family = families.made(policy=Policy.SUSPEND)
    lower, higher = families.held(family)
    credential_services.suspend(
        credential=higher, public_wording="We look into it.", actor=SYSTEM
    )
    families.revoke(lower)
    reinstate(lower)
    assert word(higher) == "suspended"
    assert not selectors.open_gaps(family)


def test_who_has_the_lower_one_twice_lacks_nothing():
    issuer = badges.issuer()
    lower = badges.achievement(issuer, duplicate_policy=DuplicatePolicy.MANY)
    higher = badges.achievement(issuer)
    family = services.gather(
        organization=issuer.organization, name="Twice", badges=[lower, higher], actor=SYSTEM
    )  # fmt: skip
    first, _ = families.held(family)
    badges.issued(lower, recipient_email="ada@students.example")
    families.revoke(first)
    assert not selectors.open_gaps(family)


def test_who_is_awarded_the_lower_one_anew_lacks_it_no_more():
    family = families.made(policy=Policy.SUSPEND)
    lower, higher = families.held(family)
    families.revoke(lower)
    badges.issued(selectors.tiers(family)[0], recipient_email="ada@students.example")
    assert services.settle_all() == 1
    jobs.drain()
    assert word(higher) == "valid"
    assert services.settle_all() == 0


def test_somebody_may_let_it_stand_and_says_why():
    family = families.made(policy=Policy.SUSPEND)
    lower, higher = families.held(family)
    families.revoke(lower)
    gap = Gap.objects.get()
    for reason in ("", " ", "x" * 501):
        with pytest.raises(Refused):
            services.decide(gap=gap, reason=reason, actor=SYSTEM)
    assert word(higher) == "suspended"
    services.decide(gap=gap, reason="She was examined anew.", actor=SYSTEM)
    jobs.drain()
    assert word(higher) == "valid"
    event = EventRecord.objects.get(name="family.gap_closed")
    assert event.payload["reason"] == "She was examined anew."


def test_a_job_that_runs_twice_does_it_once():
    family = families.made(policy=Policy.SUSPEND)
    lower, _ = families.held(family)
    families.revoke(lower)
    services.look_at_lower(lower=award_of(lower))
    assert Gap.objects.count() == 1
    assert EventRecord.objects.filter(name="credential.suspended").count() == 1


def test_what_was_reinstated_before_anybody_looked_is_no_gap():
    family = families.made(policy=Policy.SUSPEND)
    lower, higher = families.held(family)
    families.revoke(lower)
    reinstate(lower)
    services.look_at_lower(lower=award_of(lower))
    assert not selectors.open_gaps(family)
    assert word(higher) == "valid"


def test_a_higher_one_that_is_revoked_itself_waits_for_nobody():
    family = families.made()
    lower, higher = families.held(family)
    families.revoke(lower)
    assert selectors.gaps_of(award_of(higher))
    families.revoke(higher)
    assert not selectors.open_gaps(family)
    assert not selectors.gaps_of(award_of(higher))


def test_taking_the_family_apart_lets_the_higher_ones_stand():
    family = families.made(policy=Policy.SUSPEND)
    lower, higher = families.held(family)
    families.revoke(lower)
    assert word(higher) == "suspended"
    services.dissolve(family=family, actor=SYSTEM)
    jobs.drain()
    assert word(higher) == "valid"
    assert Gap.objects.get().reason == "Its family was taken apart."
