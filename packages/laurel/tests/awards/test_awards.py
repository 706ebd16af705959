"""Awards: the same wish once, the same badge once."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction
from laurel.achievements import services as achievements
from laurel.achievements.errors import Archived
from laurel.achievements.types import DuplicatePolicy, Validity
from laurel.awards import access, selectors, services
from laurel.awards.errors import AlreadyAwarded, KeyReused, NotFound, Refused
from laurel.awards.models import Award
from laurel.awards.types import AwardState, Evidence
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.organizations.types import Role

from packages.laurel.tests.factories import badges, people

DAY = dt.date(2026, 11, 1)


@pytest.fixture
def achievement(db):
    return badges.achievement()


def grant(of, **facts):
    return services.grant(**badges.award_facts(of, **facts))


def test_an_award_keeps_what_was_said_and_locks_the_version(achievement):
    award = grant(
        achievement,
        recipient_name="  Ada   Lovelace ",
        recipient_email=" Ada@North-College.example ",
        narrative="Led two workshops.",
        evidence=[Evidence("Report", "https://e.example/r"), Evidence()],
        issued_on=DAY,
        expires_on=DAY,
    )
    award.refresh_from_db()
    assert award.recipient_name == "Ada Lovelace"
    assert award.recipient_email == "Ada@North-College.example"
    assert award.recipient_key == "ada@north-college.example"
    assert award.evidence == [
        {"name": "Report", "url": "https://e.example/r", "narrative": ""}
    ]
    assert (award.issued_on, award.expires_on, award.state) == (
        DAY,
        DAY,
        AwardState.APPROVED,
    )
    assert award.version.locked_at is not None
    assert award.public_id in str(award)
    event = EventRecord.objects.get(name="award.granted")
    assert event.payload["award_public_id"] == award.public_id
    assert "ada" not in str(event.payload).lower()


def test_the_same_key_with_the_same_facts_is_the_same_award(achievement):
    facts = badges.award_facts(achievement)
    first, second = services.grant(**facts), services.grant(**facts)
    assert first == second
    assert (
        Award.objects.count()
        == EventRecord.objects.filter(name="award.granted").count()
        == 1
    )


def test_the_same_key_stays_good_after_the_achievement_was_archived(achievement):
    facts = badges.award_facts(achievement)
    first = services.grant(**facts)
    achievements.archive(achievement=achievement, actor=SYSTEM)
    assert services.grant(**facts) == first
    with pytest.raises(Archived):
        grant(achievement)


def test_the_same_key_with_other_facts_is_refused_and_changes_nothing(achievement):
    facts = badges.award_facts(achievement)
    services.grant(**facts)
    with pytest.raises(KeyReused) as caught:
        services.grant(**{**facts, "recipient_name": "Mary Somerville"})
    assert caught.value.field == "idempotency_key"
    assert Award.objects.get().recipient_name == "Ada Lovelace"


def test_another_organization_may_use_the_same_key(achievement):
    grant(achievement, idempotency_key="one")
    grant(badges.achievement(), idempotency_key="one")
    assert Award.objects.count() == 2


@pytest.mark.parametrize(
    "spelling", ["ADA@north-college.example", " ada@North-College.EXAMPLE"]
)
def test_once_means_once_however_the_address_is_written(achievement, spelling):
    held = grant(achievement, recipient_email="ada@north-college.example")
    with pytest.raises(AlreadyAwarded) as caught:
        grant(achievement, recipient_email=spelling)
    assert caught.value.award_public_id == held.public_id
    assert caught.value.field == "recipient_email"
    assert Award.objects.count() == 1


def test_many_means_many(db):
    often = badges.achievement(duplicate_policy=DuplicatePolicy.MANY)
    for _ in range(2):
        grant(often, recipient_email="ada@north-college.example")
    assert Award.objects.count() == 2


def test_once_while_valid_means_again_when_it_has_expired(db, fixed_clock):
    yearly = badges.achievement(duplicate_policy=DuplicatePolicy.ONCE_VALID)
    email, last = "ada@north-college.example", dt.date(2026, 11, 22)
    held = grant(yearly, recipient_email=email, expires_on=last)
    with pytest.raises(
        AlreadyAwarded, match="again when that one has expired"
    ) as caught:
        grant(yearly, recipient_email="ADA@north-college.example")
    assert caught.value.award_public_id == held.public_id
    fixed_clock.move(dt.timedelta(days=1))  # its last day
    with pytest.raises(AlreadyAwarded):
        grant(yearly, recipient_email=email)
    fixed_clock.move(dt.timedelta(days=1))
    again = grant(yearly, recipient_email=email)
    with pytest.raises(AlreadyAwarded):  # this one never expires
        grant(yearly, recipient_email=email)
    services.release(award_public_id=again.public_id, actor=SYSTEM)  # or is revoked
    grant(yearly, recipient_email=email)


def test_a_released_award_frees_the_place_and_a_repeat_does_nothing(achievement):
    email = "ada@north-college.example"
    first = grant(achievement, recipient_email=email)
    for _ in range(2):
        services.release(award_public_id=first.public_id, actor=SYSTEM)
    services.mark_issued(award_public_id=first.public_id)
    second = grant(achievement, recipient_email=email)
    first.refresh_from_db()
    assert first.state == AwardState.REVOKED
    assert first != second
    assert EventRecord.objects.filter(name="award.released").count() == 1


def test_the_database_itself_keeps_once(achievement):
    held = grant(achievement)
    held.pk, held.public_id, held.idempotency_key = None, "x" * 22, "other"
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("policy", [DuplicatePolicy.ONCE, DuplicatePolicy.ONCE_VALID])
@pytest.mark.parametrize("same_key", [True, False])
def test_eight_at_once_make_one_award(same_key, policy, tmp_path, settings):
    achievement = badges.achievement(duplicate_policy=policy)
    results, start = [], threading.Barrier(8)

    def ask(number):
        facts = badges.award_facts(
            achievement, recipient_email="ada@north-college.example"
        )
        facts["idempotency_key"] = "one" if same_key else f"key-{number}"
        start.wait()
        try:
            results.append(services.grant(**facts).public_id)
        except AlreadyAwarded as refused:
            results.append(("refused", refused.award_public_id))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    award = Award.objects.get()
    assert len(results) == 8
    if same_key:
        assert set(results) == {award.public_id}
    else:
        assert results.count(award.public_id) == 1
        assert results.count(("refused", award.public_id)) == 7
    assert connection.vendor in ("sqlite", "postgresql")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("policy", [DuplicatePolicy.ONCE, DuplicatePolicy.ONCE_VALID])
def test_granting_restoring_and_correcting_at_once_leave_one_in_force(policy):
    """Whichever comes first: the person has the badge once."""
    achievement = badges.achievement(duplicate_policy=policy)
    revoked = grant(achievement, recipient_email="ada@north-college.example")
    services.release(award_public_id=revoked.public_id, actor=SYSTEM)
    other = grant(achievement, recipient_email="mary@north-college.example")
    ways = [
        lambda: grant(achievement, recipient_email="ada@north-college.example"),
        lambda: services.restore(award=revoked, actor=SYSTEM),
        lambda: services.amend(
            award=other, recipient_email="ada@north-college.example", actor=SYSTEM
        ),
    ]
    results, start = [], threading.Barrier(len(ways))

    def go(way):
        start.wait()
        try:
            way()
            results.append("done")
        except AlreadyAwarded:
            results.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(way,)) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = Award.objects.filter(recipient_email="ada@north-college.example")
    assert held.exclude(state=AwardState.REVOKED).count() == 1
    assert sorted(results) == ["done", "refused", "refused"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("recipient_name", "  "),
        ("recipient_name", "x" * 201),
        ("recipient_name", "Ada\u202eLovelace"),
        ("recipient_email", "nobody"),
        ("recipient_email", "a@b\n.example"),
        ("narrative", "x" * 5001),
        ("narrative", "nul\0"),
        ("evidence", [Evidence(url="javascript:alert(1)")]),
        ("evidence", [Evidence(url="https://[::1")]),
        ("evidence", [Evidence(narrative="x" * 5001)]),
        ("evidence", [Evidence(name="x")] * 21),
        ("issued_on", dt.date(2999, 1, 1)),
        ("issued_on", dt.date(1066, 10, 14)),
        ("expires_on", dt.date(2001, 1, 1)),
        ("expires_on", dt.date(9999, 12, 31)),
        ("idempotency_key", ""),
        ("idempotency_key", "x" * 201),
    ],
)
def test_a_wrong_fact_is_refused_by_name_and_nothing_is_stored(
    achievement, field, value
):
    with pytest.raises(Refused) as caught:
        grant(achievement, **{field: value})
    assert caught.value.field == field
    assert not Award.objects.exists()
    assert achievement.current.locked_at is None


def test_an_old_award_may_be_entered_late_and_be_over_already(achievement):
    award = grant(
        achievement, issued_on=dt.date(2020, 1, 1), expires_on=dt.date(2021, 1, 1)
    )
    assert award.expires_on == dt.date(2021, 1, 1)


def test_only_the_organization_sees_its_awards(db):
    organization, owner = people.organization()
    achievement = badges.achievement(badges.issuer(organization, actor=owner))
    award = grant(achievement)
    viewer = people.member(organization, Role.VIEWER)
    stranger = people.organization("Elsewhere")[1]
    assert access.for_viewing(viewer, award.public_id) == award
    assert access.for_awarding(owner, award.public_id) == award
    assert list(selectors.of_organization(organization)) == [award]
    assert list(selectors.of_achievement(achievement)) == [award]
    for ask, actor in (
        (access.for_viewing, stranger),
        (access.for_awarding, viewer),
        (access.for_awarding, stranger),
    ):
        with pytest.raises(NotFound):
            ask(actor, award.public_id)
    with pytest.raises(NotFound):
        selectors.by_public_id("absent")


def test_once_while_valid_is_kept_when_an_award_changes_hands_or_comes_back(
    db, fixed_clock
):
    yearly = badges.achievement(duplicate_policy=DuplicatePolicy.ONCE_VALID)
    ada = grant(yearly, recipient_email="ada@north-college.example")
    mary = grant(yearly, recipient_email="mary@north-college.example")
    with pytest.raises(AlreadyAwarded, match="still valid"):
        services.amend(
            award=mary, recipient_email="ada@north-college.example", actor=SYSTEM
        )
    services.amend(award=ada, recipient_name="Augusta Ada King", actor=SYSTEM)
    services.release(award_public_id=ada.public_id, actor=SYSTEM)
    grant(yearly, recipient_email="ada@north-college.example")
    ada.refresh_from_db()
    with pytest.raises(AlreadyAwarded):
        services.restore(award=ada, actor=SYSTEM)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ({}, dt.date(2028, 11, 20)),
        ({"expires_on": None}, None),
        ({"expires_on": dt.date(2027, 1, 1)}, dt.date(2027, 1, 1)),
    ],
)
def test_it_holds_as_long_as_the_badge_says_unless_it_is_said_otherwise(
    db, fixed_clock, said, until
):
    achievement = badges.achievement(validity=Validity(months=24))
    award = services.grant(
        **badges.award_facts(achievement, issued_on=dt.date(2026, 11, 20), **said)
    )
    assert award.expires_on == until


def test_a_period_begins_today_and_a_repeat_tomorrow_is_the_same_award(db, fixed_clock):
    achievement = badges.achievement(validity=Validity(days=30))
    facts = badges.award_facts(achievement)
    award = services.grant(**facts)
    assert award.expires_on == dt.date(2026, 12, 21)
    fixed_clock.move(dt.timedelta(days=1))
    assert services.grant(**facts) == award


def test_what_has_lapsed_is_not_awarded(db, fixed_clock):
    achievement = badges.achievement(validity=Validity(on=dt.date(2026, 3, 1)))
    with pytest.raises(Refused, match="valid until 2026-03-01") as caught:
        services.grant(**badges.award_facts(achievement))
    assert caught.value.field == "expires_on"
    assert achievement.current.locked_at is None
