"""What is in a backpack: everything that was awarded to its person, as it stands now."""

import datetime as dt
import itertools

import pytest
from allauth.account.models import EmailAddress
from laurel.achievements.types import DuplicatePolicy
from laurel.awards import selectors as awards
from laurel.awards.services import disclose
from laurel.awards.types import Disclosure, Visibility
from laurel.backpack import selectors
from laurel.backpack.models import Import, Removal
from laurel.backpack.types import Holding, Reason, Standing
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

_numbers = itertools.count(1)


@pytest.fixture
def ada():
    return people.account("ada@north-college.example", name="Ada Lovelace")


def given(to="ada@north-college.example", **facts):
    return badges.issued(facts.pop("of", None), recipient_email=to, **facts)


def brought(by, **facts):
    """A row of a badge from elsewhere; how it comes about is shown beside the services."""
    number = next(_numbers)
    return Import.objects.create(
        **{
            "account": by,
            "data": b"{}",
            "digest": f"{number:064}",
            "size": 2,
            "container": "json",
            "brought_at": clock.now(),
            "kind": "ob3.achievement",
            "name": f"Weaving {number}",
            "issuer_name": "North College",
            "issuer_host": "elsewhere.example",
            "is_vouched": True,
            "standing": Standing.VALID.value,
            "holding": Holding.PROVEN.value,
            "checked_at": clock.now(),
            **facts,
        }
    )


def refs(cards):
    return [card.ref for card in cards]


@pytest.mark.requirement("J20")
def test_an_award_is_there_without_any_step_whatever_the_letter_case(ada):
    credential = given(to="Ada@North-College.example")
    given(to="somebody.else@north-college.example")
    [card] = selectors.held(ada.pk)
    assert card.ref == credential.award_public_id
    assert card.page == f"/b/{credential.award_public_id}"
    assert card.name == credential.achievement_name
    assert card.issuer_name == "North College"
    assert card.skills == ("Data analysis",)
    assert card.standing is Standing.VALID


def test_only_a_proven_address_brings_its_awards(ada):
    credential = given(to="ada@home.example")
    row = EmailAddress.objects.create(
        user=ada, email="ada@home.example", verified=False
    )
    assert selectors.held(ada.pk) == []
    row.verified = True
    row.save()
    assert refs(selectors.held(ada.pk)) == [credential.award_public_id]


def test_a_closed_account_holds_nothing(ada):
    given()
    ada.is_active = False
    ada.save()
    assert selectors.held(ada.pk) == []


def test_every_award_stands_as_it_stands_now(ada, fixed_clock):
    today = fixed_clock.at.date()
    soon = given(expires_on=today + dt.timedelta(days=30))
    later = given(expires_on=today + dt.timedelta(days=300))
    revoked, suspended = given(), given()
    credentials.revoke(
        credential=revoked,
        reason=RevocationReason.OTHER,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    credentials.suspend(
        credential=suspended, public_wording="Under review.", actor=SYSTEM
    )

    def standings():
        return {card.ref: card.standing for card in selectors.held(ada.pk)}

    assert standings() == {
        soon.award_public_id: Standing.EXPIRING,
        later.award_public_id: Standing.VALID,
        revoked.award_public_id: Standing.REVOKED,
        suspended.award_public_id: Standing.SUSPENDED,
    }
    fixed_clock.move(dt.timedelta(days=32))
    assert standings()[soon.award_public_id] is Standing.EXPIRED


@pytest.mark.requirement("J18")
def test_what_came_last_stands_first(ada, fixed_clock):
    older = given(issued_on=dt.date(2026, 11, 1))
    fixed_clock.move(dt.timedelta(hours=1))
    row = brought(ada, issued_on=dt.date(2010, 1, 1))
    fixed_clock.move(dt.timedelta(hours=1))
    newest = given(issued_on=dt.date(2026, 1, 1))
    assert refs(selectors.held(ada.pk)) == [
        newest.award_public_id,
        row.public_id,
        older.award_public_id,
    ]


def test_what_was_taken_out_is_elsewhere(ada):
    kept, away = given(), given()
    Removal.objects.create(
        account=ada,
        award_public_id=away.award_public_id,
        reason=Reason.AWAY.value,
        at=clock.now(),
    )
    assert refs(selectors.held(ada.pk)) == [kept.award_public_id]
    assert refs(selectors.put_away(ada.pk)) == [away.award_public_id]


def test_an_import_expires_by_itself_and_stays_unknown_where_it_was_not_checked(
    ada, fixed_clock
):
    end = fixed_clock.at + dt.timedelta(days=100)
    brought(ada, expires_at=end)
    unknown = brought(ada, expires_at=end, standing=Standing.UNKNOWN.value)
    fixed_clock.move(dt.timedelta(days=101))
    standings = {card.ref: card.standing for card in selectors.held(ada.pk)}
    assert standings.pop(unknown.public_id) is Standing.UNKNOWN
    assert list(standings.values()) == [Standing.EXPIRED]


def test_a_namesake_from_elsewhere_has_a_space_of_its_own(ada):
    given()
    brought(ada)
    spaces = {card.space for card in selectors.held(ada.pk)}
    assert spaces == {"North College", "North College · elsewhere.example"}


def test_one_finds_only_what_one_holds(ada):
    mine, theirs = given(), given(to="mary@north-college.example")
    row, other = brought(ada), brought(people.account())
    wanted = [row.public_id, theirs.award_public_id, mine.award_public_id]
    found = selectors.find(ada.pk, [*wanted, other.public_id, "absent"])
    assert refs(found) == [row.public_id, mine.award_public_id]


def test_everybody_sees_no_words_that_nobody_vouched_for(ada):
    award = given()
    forger = "Nobel Prize"
    unsure = brought(
        ada, name=forger, is_vouched=False, standing=Standing.UNKNOWN.value
    )
    sure = brought(ada, name="Weaving")
    another = brought(ada, holding=Holding.ANOTHER.value)
    false = brought(ada, standing=Standing.FALSE.value)
    cards = selectors.shown(
        [row.public_id for row in (unsure, sure, another, false)]
        + [award.award_public_id]
    )
    assert [card.name for card in cards] == [
        selectors.UNCHECKED,
        "Weaving",
        award.achievement_name,
    ]
    assert cards[0].issuer_name == cards[0].page == cards[0].image == ""


def test_what_its_holder_keeps_private_is_shown_to_nobody(ada):
    award, other = given(), given()
    disclose(
        award=awards.by_public_id(award.award_public_id),
        disclosure=Disclosure(visibility=Visibility.PRIVATE),
        actor=SYSTEM,
    )
    both = [award.award_public_id, other.award_public_id]
    assert refs(selectors.shown(both)) == both[1:]
    assert refs(selectors.find(ada.pk, both)) == both


def test_however_many_there_are_four_questions_are_asked(
    ada, django_assert_max_num_queries
):
    badge = badges.achievement(duplicate_policy=DuplicatePolicy.MANY)
    for _ in range(3):
        given(of=badge)
    brought(ada)
    with django_assert_max_num_queries(4):
        assert len(selectors.held(ada.pk)) == 4
