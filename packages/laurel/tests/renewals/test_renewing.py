"""One award takes the place of another: both stay true, and each leads to the other."""

import datetime as dt

import pytest
from laurel.achievements.types import DuplicatePolicy, Validity
from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.awards.errors import AlreadyAwarded, NotRenewable
from laurel.awards.types import AwardState, Disclosure, Visibility
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.issuing import services as issuing
from laurel.organizations.types import Role
from laurel.renewals import services
from laurel.renewals.types import CountsFrom, How
from laurel.verification import services as verification
from obkit.verify import Verdict

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

TWO_YEARS = Validity(months=24)


def given(**facts):
    """An award of a badge that holds for two years."""
    of = facts.pop("of", None) or badges.achievement(validity=TWO_YEARS)
    credential = badges.issued(of, **facts)
    return awards.by_public_id(credential.award_public_id)


def renewed(award, how=How.PERSON, actor=SYSTEM, **facts):
    return services.renew(award=award, how=how, actor=actor, **facts)


def revoke(award):
    credential_services.revoke(
        credential=credentials.standing(award.public_id),
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="It was a mistake.",
        actor=SYSTEM,
    )
    issuing.release_if_revoked(award_id=award.public_id)


def fresh(award):
    return awards.by_public_id(award.public_id)


@pytest.mark.parametrize("policy", list(DuplicatePolicy))
def test_renewing_makes_another_award_whatever_the_duplicate_policy(policy):
    of = badges.achievement(validity=TWO_YEARS, duplicate_policy=policy)
    before = given(of=of)
    after = renewed(before, narrative="Passed the refresher.")
    assert after.public_id != before.public_id
    assert (after.recipient_name, after.recipient_key) == (
        before.recipient_name,
        before.recipient_key,
    )
    assert awards.renewal_of(fresh(before)) == after
    assert fresh(before).state == AwardState.RENEWED
    signed = credentials.public(after.public_id)
    report = verification.verify(data=bytes(signed.document), refresh=False)
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.narrative == "Passed the refresher."


def test_what_the_one_before_says_stays_true_for_whoever_checks_it():
    before = given()
    renewed(before)
    document = bytes(credentials.public(before.public_id).document)
    report = verification.verify(data=document, refresh=False)
    assert report.verdict is Verdict.VERIFIED


def test_whoever_is_early_loses_nothing(fixed_clock):
    before = given()
    fixed_clock.move(dt.timedelta(days=700))
    after = renewed(before)
    assert before.expires_on == dt.date(2028, 11, 21)
    assert after.expires_on == dt.date(2030, 11, 21)


def test_counted_from_the_day_it_holds_two_years_from_today(fixed_clock):
    before = given()
    services.set_policy(
        achievement=before.achievement, counts_from=CountsFrom.DAY, actor=SYSTEM
    )
    fixed_clock.move(dt.timedelta(days=700))
    assert renewed(before).expires_on == dt.date(2030, 10, 21)


def test_what_lapsed_is_renewed_from_today(fixed_clock):
    before = given()
    fixed_clock.move(dt.timedelta(days=2000))
    today = fixed_clock.now().date()
    assert renewed(before).expires_on > today + dt.timedelta(days=700)


def test_one_end_for_everybody_cannot_be_moved_by_renewing(fixed_clock):
    before = given(of=badges.achievement(validity=Validity(on=dt.date(2027, 6, 30))))
    with pytest.raises(NotRenewable, match="2027-06-30 for everybody"):
        renewed(before)
    assert fresh(before).state == AwardState.ISSUED


def test_it_is_renewed_once():
    before = given()
    renewed(before)
    with pytest.raises(NotRenewable, match="renewed already"):
        renewed(before)
    assert awards.of_achievement(before.achievement).count() == 2


def test_the_renewed_one_is_held_and_so_nobody_gets_a_third():
    before = given()
    after = renewed(before)
    with pytest.raises(AlreadyAwarded) as refused:
        badges.issued(before.achievement, recipient_email=before.recipient_email)
    assert refused.value.award_public_id == after.public_id


def test_what_is_suspended_or_revoked_is_not_renewed():
    suspended, revoked = given(), given()
    credential_services.suspend(
        credential=credentials.standing(suspended.public_id),
        public_wording="We are looking into it.",
        actor=SYSTEM,
    )
    revoke(revoked)
    for award in (suspended, revoked):
        with pytest.raises(NotRenewable, match="not in force"):
            renewed(award)


def test_when_the_renewal_was_a_mistake_the_one_before_counts_again():
    before = given()
    revoke(renewed(before))
    assert fresh(before).state == AwardState.ISSUED
    assert awards.renewal_of(fresh(before)) is None
    again = renewed(fresh(before))
    assert awards.renewal_of(fresh(before)) == again


def test_a_renewal_that_is_reinstated_takes_its_place_again():
    before = given()
    after = renewed(before)
    revoke(after)
    issuing.reinstate(award=fresh(after), actor=SYSTEM)
    assert awards.renewal_of(fresh(before)) == after


def test_what_the_holder_keeps_private_stays_private():
    before = given()
    issuing.disclose(
        award=before,
        disclosure=Disclosure(visibility=Visibility.PRIVATE, name=False),
        actor=SYSTEM,
    )
    after = renewed(fresh(before))
    assert awards.disclosure(after.public_id).visibility is Visibility.PRIVATE
    signed = credentials.public(after.public_id)
    assert b"Lovelace" not in bytes(signed.document)
    assert signed.recipient_name == ""


def test_the_history_says_how_it_was_renewed():
    before = given()
    after = renewed(before, how=How.EVIDENCE)
    event = EventRecord.objects.get(name="award.renewed")
    assert event.payload == {
        "award_public_id": after.public_id,
        "before_public_id": before.public_id,
        "how": "evidence",
    }


def test_many_are_renewed_each_by_itself():
    of = badges.achievement(validity=TWO_YEARS)
    some = [given(of=of) for _ in range(3)]
    revoke(some[1])
    done = services.renew_many(chosen=map(fresh, some), how=How.PERSON, actor=SYSTEM)
    assert [award.renews_id for award in done.awards] == [some[0].pk, some[2].pk]
    assert [(award.pk, why) for award, why in done.refused] == [
        (some[1].pk, "This badge is not in force, so it cannot be renewed.")
    ]


def test_where_two_decide_nobody_but_an_owner_renews_alone():
    organization, owner = people.organization()
    of = badges.achievement(badges.issuer(organization), validity=TWO_YEARS)
    before = given(of=of)
    organization.awards_need_approval = True
    organization.save()
    awarder = people.member(organization, Role.AWARDER)
    with pytest.raises(NotRenewable, match="second person"):
        renewed(fresh(before), actor=awarder)
    assert renewed(fresh(before), actor=owner).renews_id == before.pk


def test_a_renewal_repeated_at_the_same_time_is_one():
    """Two who press at once: the second finds that it is done, and nothing is doubled."""
    before = given()
    same = fresh(before)
    renewed(before)
    with pytest.raises(NotRenewable):
        award_services.grant(
            achievement=same.achievement,
            recipient_name=same.recipient_name,
            recipient_email=same.recipient_email,
            renews=same,
            idempotency_key="another-key",
            actor=SYSTEM,
        )
