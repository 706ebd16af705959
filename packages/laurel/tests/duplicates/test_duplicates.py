"""The same badge for the same person: found, asked about once, and decided."""

import datetime as dt

import pytest
from laurel.achievements.types import DuplicatePolicy
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.duplicates import likeness, selectors, services
from laurel.duplicates.errors import AlreadyDecided, Refused
from laurel.duplicates.models import DuplicateCase
from laurel.foundation import jobs, tables
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import OutgoingMail
from laurel.issuing import services as issuing
from laurel.recipients import selectors as recipient_selectors
from laurel.recipients import services as recipients

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge():
    """One that may be had many times."""
    return badges.achievement(duplicate_policy=DuplicatePolicy.MANY)


def given(badge, name, email, **facts):
    credential = badges.issued(
        badge, recipient_name=name, recipient_email=email, **facts
    )
    return awards.by_public_id(credential.award_public_id)


def waiting(badge):
    return list(selectors.to_decide(badge.issuer.organization))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada@x.example", "Ada@X.example"),
        ("ada@x.example", "ada+badges@x.example"),
        ("ada.king@gmail.com", "adaking+b@googlemail.com"),
    ],
)
def test_spellings_of_one_mailbox_are_one(one, other):
    assert likeness.mailbox(one) == likeness.mailbox(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ada@x.example", "ada@y.example"),
        ("ada.king@x.example", "adaking@x.example"),
        ("+1@x.example", "+2@x.example"),
    ],
)
def test_other_mailboxes_are_others(one, other):
    assert likeness.mailbox(one) != likeness.mailbox(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada Lovelace", "LOVELACE, Ada"), ("Zoë Núñez", "zoe nunez"), ("أحمد", "أحمد")],
)
def test_spellings_of_one_name_are_one(one, other):
    assert likeness.name(one) == likeness.name(other) != ""


class TestFinding:
    @pytest.mark.parametrize(
        ("name", "email", "sign"),
        [
            ("Ada Lovelace", "ada@x.example", "same_address"),
            ("A. L.", "ADA+b@x.example", "same_mailbox"),
            ("lovelace ada", "countess@y.example", "same_name"),
        ],
    )
    def test_what_looks_like_the_same_person_is_asked_about(
        self, badge, name, email, sign
    ):
        first = given(badge, "Ada Lovelace", "ada@x.example")
        second = given(badge, name, email)
        assert services.look() == 1
        (case,) = waiting(badge)
        assert (case.first, case.second) == (first.public_id, second.public_id)
        assert sign in case.signs

    def test_other_people_and_other_badges_are_not(self, badge):
        given(badge, "Ada Lovelace", "ada@x.example")
        given(badge, "Mary Somerville", "mary@x.example")
        other = badges.achievement(badge.issuer, duplicate_policy=DuplicatePolicy.MANY)
        given(other, "Ada Lovelace", "ada@x.example")
        assert services.look() == 0
        assert not waiting(badge)

    def test_given_again_later_is_given_again_on_purpose(self, badge):
        today = dt.date(2026, 11, 1)
        for back in (0, 40, 80):
            day = today - dt.timedelta(days=back)
            given(badge, "Ada Lovelace", "ada@x.example", issued_on=day)
        assert services.look() == 0

    def test_what_is_given_once_is_asked_about_whatever_the_day(self):
        once = badges.achievement(duplicate_policy=DuplicatePolicy.ONCE)
        given(once, "Ada", "ada@x.example", issued_on=dt.date(2020, 1, 1))
        given(once, "Ada King", "ada+badges@x.example", issued_on=dt.date(2026, 1, 1))
        assert services.look() == 1

    def test_it_is_asked_once(self, badge):
        given(badge, "Ada Lovelace", "ada@x.example")
        given(badge, "Ada Lovelace", "ada@x.example")
        assert [services.look() for _ in range(3)] == [1, 0, 0]
        assert DuplicateCase.objects.count() == 1

    def test_a_revoked_one_settles_it(self, badge):
        given(badge, "Ada Lovelace", "ada@x.example")
        second = given(badge, "Ada Lovelace", "ada@x.example")
        services.look()
        credential_services.revoke(
            credential=credentials.public(second.public_id),
            reason=RevocationReason.OTHER,
            public_wording="A mistake.",
            actor=SYSTEM,
        )
        jobs.drain()
        assert not waiting(badge)

    def test_a_corrected_address_is_compared_again(self, badge):
        given(badge, "Ada Lovelace", "ada@x.example")
        second = given(badge, "Mary", "mary@x.example")
        assert services.look() == 0
        issuing.correct(award=second, recipient_email="ada+2@x.example", actor=SYSTEM)
        jobs.drain()
        assert services.look() == 1

    def test_many_are_compared_in_few_questions(
        self, badge, django_assert_max_num_queries
    ):
        first = given(badge, "Ada Lovelace", "ada@x.example")
        copies = []
        for number in range(60):
            award = awards.by_public_id(first.public_id)
            award.pk, award.public_id = None, f"copy-{number}"
            award.idempotency_key = f"copy-{number}"
            award.recipient_name = f"Person {number}"
            award.recipient_key = award.recipient_email = f"p{number}@x.example"
            copies.append(award)
        type(first).objects.bulk_create(copies)
        with django_assert_max_num_queries(15):
            assert services.look() == 0


class TestTheRecord:
    """One number of the institution's is one person, whatever the addresses and names say."""

    def knows(self, badge, *rows):
        text = "\n".join(["id,email", *rows]).encode()
        found = recipients.bring(
            organization=badge.issuer.organization,
            table=tables.read(text),
            actor=SYSTEM,
        )
        changes = len(recipient_selectors.plan(found).changes)
        recipients.apply(found=found, expected=changes, actor=SYSTEM)
        jobs.drain()

    @pytest.fixture
    def moved(self, badge, fixed_clock):
        """Number 7 had one address, and has another one."""

        def moved():
            self.knows(badge, "7,ada@students.example")
            fixed_clock.move(dt.timedelta(days=1))
            self.knows(badge, "7,countess@college.example")

        return moved

    def signs(self, badge):
        services.look()
        return [case.signs for case in waiting(badge)]

    def test_both_addresses_of_a_number_are_one_person(self, badge, moved, fixed_clock):
        self.knows(badge, "7,ada@students.example")
        given(badge, "Ada Lovelace", "Ada@students.example")
        moved()
        fixed_clock.move(dt.timedelta(days=1))
        given(badge, "Augusta King", "countess@college.example")
        assert self.signs(badge) == [["same_person"]]

    def test_what_was_awarded_and_compared_before_is_compared_again(self, badge, moved):
        given(badge, "Ada Lovelace", "ada@students.example")
        given(badge, "Augusta King", "countess@college.example")
        assert self.signs(badge) == []
        moved()
        assert self.signs(badge) == [["same_person"]]

    def test_an_address_that_went_to_somebody_else_is_theirs_from_then_on(
        self, badge, moved, fixed_clock
    ):
        moved()
        self.knows(badge, "8,ada@students.example")
        fixed_clock.move(dt.timedelta(days=1))
        given(badge, "Mary Somerville", "ada@students.example")
        given(badge, "Augusta King", "countess@college.example")
        assert self.signs(badge) == []

    def test_an_address_that_two_share_is_nobodys(self, badge, fixed_clock):
        self.knows(badge, "7,ada@college.example")
        given(badge, "Ada Lovelace", "ada@college.example")
        fixed_clock.move(dt.timedelta(days=1))
        self.knows(badge, "7,family@home.example", "8,family@home.example")
        given(badge, "Mary Somerville", "family@home.example")
        assert self.signs(badge) == []

    def test_what_another_organization_knows_does_not_count(self, badge, moved):
        other = badges.achievement(duplicate_policy=DuplicatePolicy.MANY)
        assert other.issuer.organization != badge.issuer.organization
        moved()
        given(other, "Ada Lovelace", "ada@students.example")
        given(other, "Augusta King", "countess@college.example")
        services.look()
        assert not waiting(other)

    def test_a_report_finds_it_too(self, badge, moved):
        first = given(badge, "Ada Lovelace", "ada@students.example")
        moved()
        second = given(badge, "Augusta King", "countess@college.example")
        case = services.report(award=second)
        assert {case.first, case.second} == {first.public_id, second.public_id}
        assert case.signs == ["same_person"]


class TestDeciding:
    @pytest.fixture
    def pair(self, badge):
        pair = (
            given(badge, "Ada Lovelace", "ada@x.example"),
            given(badge, "Ada Lovelace", "ada@y.example"),
        )
        services.look()
        return pair

    @pytest.fixture
    def case(self, badge, pair):
        (case,) = waiting(badge)
        return case

    def test_one_stays_and_the_other_is_revoked_as_a_duplicate(self, badge, pair, case):
        services.keep(case=case, kept=pair[1].public_id, actor=SYSTEM)
        first, second = (credentials.public(award.public_id) for award in pair)
        assert first.is_revoked
        assert first.revocation_reason == RevocationReason.DUPLICATE
        assert second.is_active
        assert not waiting(badge)
        assert services.look() == 0

    def test_merging_sends_the_one_that_stays_to_the_other_address(
        self, badge, pair, case
    ):
        services.keep(
            case=case, kept=pair[0].public_id, address="ada@y.example", actor=SYSTEM
        )
        jobs.drain()
        stays = credentials.public(pair[0].public_id)
        assert (stays.recipient_email, stays.generation) == ("ada@y.example", 2)
        assert credentials.public(pair[1].public_id).is_revoked
        case.refresh_from_db()
        assert case.decision == "merged"
        newest = OutgoingMail.objects.filter(about=f"award:{pair[0].public_id}").first()
        assert newest.recipient_address == "ada@y.example"
        assert services.look() == 0

    def test_merging_works_where_the_badge_is_given_once(self):
        once = badges.achievement(duplicate_policy=DuplicatePolicy.ONCE)
        one = given(once, "Ada Lovelace", "ada@x.example")
        other = given(once, "Ada Lovelace", "ada@y.example")
        services.look()
        (case,) = waiting(once)
        services.keep(
            case=case, kept=one.public_id, address="ada@y.example", actor=SYSTEM
        )
        assert credentials.public(one.public_id).recipient_email == "ada@y.example"
        assert credentials.public(other.public_id).is_revoked

    def test_both_right_is_never_asked_again(self, badge, pair, case):
        services.both_right(case=case, actor=SYSTEM)
        services.compare_again(award_public_id=pair[0].public_id)
        assert services.look() == 0
        services.report(award=pair[0], other=pair[1])
        assert not waiting(badge)
        assert all(credentials.public(a.public_id).is_active for a in pair)

    def test_it_is_decided_once(self, pair, case):
        services.both_right(case=case, actor=SYSTEM)
        with pytest.raises(AlreadyDecided):
            services.both_right(case=case, actor=SYSTEM)
        case.refresh_from_db()
        with pytest.raises(AlreadyDecided):
            services.keep(case=case, kept=pair[0].public_id, actor=SYSTEM)
        assert credentials.public(pair[1].public_id).is_active

    @pytest.mark.parametrize(
        "wish", [{"kept": "1" * 22}, {"address": "mallory@z.example"}]
    )
    def test_a_wish_beyond_the_two_is_refused(self, pair, case, wish):
        with pytest.raises(Refused):
            services.keep(
                case=case, actor=SYSTEM, **({"kept": pair[0].public_id} | wish)
            )
        assert all(credentials.public(a.public_id).is_active for a in pair)

    def test_what_is_not_in_force_cannot_be_the_one_that_stays(self, pair, case):
        credential_services.suspend(
            credential=credentials.public(pair[0].public_id),
            public_wording="We look into it.",
            actor=SYSTEM,
        )
        with pytest.raises(Refused, match="not in force"):
            services.keep(case=case, kept=pair[0].public_id, actor=SYSTEM)
        assert credentials.public(pair[1].public_id).is_active


class TestReports:
    def test_without_the_other_one_those_that_look_alike_are_it(self, badge):
        first = given(
            badge, "Ada Lovelace", "ada@x.example", issued_on=dt.date(2020, 1, 1)
        )
        second = given(badge, "Ada Lovelace", "ada@y.example")
        services.look()
        case = services.report(award=second, words="Two dates!")
        assert (case.first, case.second) == (first.public_id, second.public_id)
        assert (case.source, case.words) == ("reported", "Two dates!")

    def test_one_that_is_not_known_is_a_task_too(self, badge):
        award = given(badge, "Ada Lovelace", "ada@x.example")
        case = services.report(award=award, words="Somewhere.")
        assert (case.first, case.second) == (award.public_id, "")
        services.both_right(case=case, actor=SYSTEM)
        assert not waiting(badge)

    def test_what_was_found_before_is_the_same_task(self, badge):
        one = given(badge, "Ada Lovelace", "ada@x.example")
        other = given(badge, "Ada Lovelace", "ada@x.example")
        services.look()
        services.report(award=other, other=one, words="Yes!")
        (case,) = waiting(badge)
        assert (case.source, case.words) == ("reported", "Yes!")

    def test_another_organizations_badge_is_none_of_ours(self, badge):
        award = given(badge, "Ada Lovelace", "ada@x.example")
        foreign = given(badges.achievement(), "Ada Lovelace", "ada@x.example")
        for other in (foreign, award):
            with pytest.raises(Refused) as refusal:
                services.report(award=award, other=other)
            assert refusal.value.field == "link"
        assert not DuplicateCase.objects.exists()
