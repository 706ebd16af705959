"""What comes is read, checked cell by cell, and can be mended before anything is awarded."""

import datetime as dt

import pytest
from laurel.achievements.types import DuplicatePolicy
from laurel.awards.models import Award
from laurel.batches import access, selectors, services
from laurel.batches.errors import NotFound, NotNow, Refused
from laurel.batches.models import Batch, BatchRow
from laurel.batches.types import BatchState, Verdict
from laurel.foundation import jobs, tables
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.organizations.types import Role

from packages.laurel.tests.factories import badges, batches, people

pytestmark = pytest.mark.django_db

MIXED = b"""Full name\tE-mail address\tAwarded on\tEvidence
Ada Lovelace\tada@north-college.example\t14 Nov 2026\tReport | https://north-college.example/ada
Sophie Germain\tsophie@north-college\t14 Nov 2026\t
George Boole\tboole@north-college.example\t11/14/26\t
\tnoname@north-college.example\t2026-11-14\t
Mary Anning\tada@north-college.example\t2026-11-14\t
Wang Zhenyi\tzhenyi@gmial.com\t2026-11-14\t
"""


def verdicts(batch):
    return {row.number: row.verdict for row in selectors.rows(batch)}


def said(batch, number):
    row = selectors.row(batch, number)
    return [(f["field"], f["level"], f["text"]) for f in row.findings]


@pytest.fixture
def mixed(fixed_clock):
    return batches.draft(data=MIXED)


def test_each_cell_says_what_is_wrong_with_it_and_nothing_is_awarded(mixed):
    assert mixed.state == BatchState.DRAFT
    assert verdicts(mixed) == {
        2: Verdict.READY,
        3: Verdict.BAD,
        4: Verdict.READY,
        5: Verdict.BAD,
        6: Verdict.BAD,
        7: Verdict.LOOK,
    }
    assert said(mixed, 3) == [("recipient_email", "bad", "No ending after the dot.")]
    cures = selectors.row(mixed, 3).findings[0]["cures"]
    assert cures == [["Use .example", "sophie@north-college.example"]]
    assert selectors.row(mixed, 4).values["issued_on"] == "2026-11-14"
    assert said(mixed, 5)[0][0] == "recipient_name"
    assert said(mixed, 6) == [
        ("recipient_email", "bad", "The same person as in row 2.")
    ]
    assert said(mixed, 7) == [("recipient_email", "look", "Is gmail.com meant?")]
    tally = selectors.tally(mixed)
    assert (tally.ready, tally.look, tally.bad, tally.all) == (2, 1, 3, 6)
    assert not Award.objects.exists()


def test_mending_a_cell_checks_it_again_and_whoever_it_concerns(mixed):
    services.change(
        batch=mixed,
        changes={
            2: {"recipient_email": "countess@north-college.example"},
            3: {"recipient_email": "sophie@north-college.example"},
        },
        actor=SYSTEM,
    )
    # Row 6 is the first one with that address now.
    assert [verdicts(mixed)[n] for n in (2, 3, 6)] == [Verdict.READY] * 3


def test_the_same_text_once_more_says_that_it_is_right(mixed):
    services.change(
        batch=mixed,
        changes={7: {"recipient_email": "zhenyi@gmial.com"}},
        actor=SYSTEM,
    )
    assert verdicts(mixed)[7] == Verdict.READY
    services.change(
        batch=mixed,
        changes={7: {"recipient_email": "zhenyi@hotmial.com"}},
        actor=SYSTEM,
    )
    assert verdicts(mixed)[7] == Verdict.LOOK
    assert services.accept(batch=mixed, actor=SYSTEM) == 1
    assert verdicts(mixed)[7] == Verdict.READY


def test_a_row_is_left_out_and_taken_in_again(mixed):
    services.leave_out(batch=mixed, number=2, out=True, actor=SYSTEM)
    assert verdicts(mixed)[6] == Verdict.READY  # the same person, once now
    services.leave_out(batch=mixed, number=2, out=False, actor=SYSTEM)
    assert verdicts(mixed)[6] == Verdict.BAD


def test_a_day_that_may_be_two_is_asked_about(fixed_clock):
    batch = batches.draft(data=b"Name,E-mail,Date\nAda,ada@a.example,03/05/2026\n")
    found = selectors.row(batch, 2).findings[0]
    assert found["level"] == "bad"
    assert [value for _, value in found["cures"]] == ["2026-05-03", "2026-03-05"]
    # Another row that can be read in one way only settles it for all, and says so.
    batch = batches.draft(
        data=b"Name,E-mail,Date\nAda,ada@a.example,03/05/2026\nMary,m@a.example,30/05/2026\n"
    )
    assert said(batch, 2) == [("issued_on", "look", "Read as 3 May 2026.")]
    assert services.accept(batch=batch, actor=SYSTEM) == 1
    assert selectors.row(batch, 2).values["issued_on"] == "2026-05-03"
    assert verdicts(batch)[2] == Verdict.READY


def test_columns_without_titles_are_found_by_what_is_in_them():
    batch = batches.draft(data=b"Ada Lovelace\tada@a.example\nMary\tmary@a.example\n")
    assert verdicts(batch) == {1: Verdict.READY, 2: Verdict.READY}


def test_first_and_last_names_in_two_columns_are_one_name():
    batch = batches.draft(
        data=b"Last name;First name;Mail\nLovelace;Ada;ada@a.example\n"
    )
    assert selectors.row(batch, 2).values["recipient_name"] == "Ada Lovelace"


def test_columns_can_be_told_apart_anew():
    batch = batches.draft(data=b"A,B,C\nAda,x,ada@a.example\nMary,y,mary@a.example\n")
    assert batch.columns == {"email": 2, "name": 0}
    services.map_columns(batch=batch, columns={"email": 2, "name": 1}, actor=SYSTEM)
    assert selectors.row(batch, 2).values["recipient_name"] == "x"
    with pytest.raises(Refused, match="addresses"):
        services.map_columns(batch=batch, columns={"name": 0}, actor=SYSTEM)
    with pytest.raises(Refused, match="no such column"):
        services.map_columns(batch=batch, columns={"email": 9}, actor=SYSTEM)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [(DuplicatePolicy.ONCE, Verdict.BAD), (DuplicatePolicy.MANY, Verdict.LOOK)],
)
def test_the_same_person_twice_depends_on_the_badge(policy, expected):
    batch = batches.draft(
        badges.achievement(duplicate_policy=policy),
        data=b"Name,Mail\nAda,ada@a.example\nAda,ADA@a.example\n",
    )
    assert verdicts(batch) == {2: Verdict.READY, 3: expected}


def test_those_who_have_it_already_are_told_apart(fixed_clock):
    badge = badges.achievement(duplicate_policy=DuplicatePolicy.ONCE_VALID)
    badges.issued(badge, recipient_email="learner-1@north-college.example")
    badges.issued(
        badge,
        recipient_email="learner-2@north-college.example",
        expires_on=dt.date(2026, 11, 21),
    )
    assert verdicts(batches.draft(badge)) == {
        2: Verdict.HELD,
        3: Verdict.HELD,
        4: Verdict.READY,
    }
    fixed_clock.move(dt.timedelta(days=1))
    assert verdicts(batches.draft(badge))[3] == Verdict.READY  # it has expired


def test_the_same_form_twice_is_one_batch():
    badge = badges.achievement()
    one = batches.draft(badge, key="form")
    assert batches.draft(badge, key="form") == one
    assert BatchRow.objects.count() == 3
    assert EventRecord.objects.filter(name="batch.made").count() == 1


def test_the_same_file_as_before_is_noticed_once_that_one_was_sent_off():
    badge = badges.achievement()
    first = batches.draft(badge)
    second = batches.draft(badge)
    assert selectors.awarded_before(second) is None
    batches.submitted(first)
    assert selectors.awarded_before(second) == first
    assert selectors.awarded_before(batches.draft(badge, people=4)) is None


def test_what_is_no_table_is_refused_by_name_and_leaves_nothing():
    with pytest.raises(tables.Unreadable, match="PDF"):
        batches.draft(data=b"%PDF-1.7", name="list.pdf")
    assert not Batch.objects.exists()


def test_a_long_table_is_read_and_checked_in_the_background():
    batch = batches.draft(people=2500)
    assert batch.state == BatchState.READING
    jobs.drain()
    batch.refresh_from_db()
    assert batch.state == BatchState.DRAFT
    assert selectors.tally(batch).ready == 2500


def test_reading_goes_on_where_it_was_cut_off(monkeypatch):
    from laurel.batches import preparation

    batch = batches.draft(people=2500)
    really, calls = preparation.store, []

    def cut_off(batch, rows):
        calls.append(len(rows))
        if len(calls) == 3:
            raise RuntimeError("killed")
        really(batch, rows)

    monkeypatch.setattr(preparation, "store", cut_off)
    with pytest.raises(RuntimeError):
        preparation.read.call(batch_id=batch.public_id)
    assert batch.rows.count() == 1000
    preparation.read.call(batch_id=batch.public_id)
    assert batch.rows.count() == 2500


def test_a_long_file_that_is_no_table_says_so_in_the_end():
    batch = batches.draft(data=b"%PDF-1.7" + b"x" * 100_000, name="list.pdf")
    jobs.drain()
    batch.refresh_from_db()
    assert batch.state == BatchState.UNREADABLE
    assert "PDF" in batch.problem
    services.discard(batch=batch, actor=SYSTEM)
    assert not Batch.objects.exists()


def test_everybody_who_has_another_badge_can_be_taken():
    issuer = badges.issuer()
    first, second = badges.achievement(issuer), badges.achievement(issuer)
    for number in (1, 2):
        badges.issued(
            first,
            recipient_name=f"Learner {number}",
            recipient_email=f"l{number}@a.example",
        )
    batch = services.create_from_recipients(
        achievement=second, of=first, key="form", actor=SYSTEM
    )
    names = [row.values["recipient_name"] for row in selectors.rows(batch)]
    assert sorted(names) == ["Learner 1", "Learner 2"]
    assert selectors.tally(batch).ready == 2
    with pytest.raises(Refused, match="Nobody"):
        services.create_from_recipients(
            achievement=first, of=second, key="other", actor=SYSTEM
        )


def test_recipients_of_another_organization_are_not_taken():
    first, second = badges.achievement(), badges.achievement()
    badges.issued(first)
    with pytest.raises(Refused, match="another organisation"):
        services.create_from_recipients(
            achievement=second, of=first, key="form", actor=SYSTEM
        )


def test_lists_that_nobody_sends_off_do_not_pile_up(monkeypatch):
    from laurel.batches import drafts

    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    badge = badges.achievement()
    kept = [batches.draft(badge) for _ in range(2)]
    with pytest.raises(Refused, match="Throw some"):
        batches.draft(badge)
    batches.submitted(kept[0])
    batches.draft(badge)


def test_what_was_sent_off_cannot_be_changed_or_thrown_away():
    batch = batches.submitted(batches.draft())
    for act in (
        lambda: services.change(
            batch=batch, changes={2: {"recipient_name": "X"}}, actor=SYSTEM
        ),
        lambda: services.accept(batch=batch, actor=SYSTEM),
        lambda: services.leave_out(batch=batch, number=2, out=True, actor=SYSTEM),
        lambda: services.map_columns(batch=batch, columns={"email": 1}, actor=SYSTEM),
        lambda: services.discard(batch=batch, actor=SYSTEM),
    ):
        with pytest.raises(NotNow):
            act()
    assert selectors.row(batch, 2).values["recipient_name"] == "Learner 1"


def test_only_those_who_may_award_there_find_it():
    badge = badges.achievement()
    batch = batches.draft(badge)
    organization = badge.issuer.organization
    awarder = people.member(organization, Role.AWARDER)
    assert access.for_awarding(awarder, batch.public_id) == batch
    for other in (people.member(organization, Role.VIEWER), people.actor()):
        with pytest.raises(NotFound):
            access.for_awarding(other, batch.public_id)


def test_a_column_of_languages_is_found_and_each_person_is_written_to_in_theirs(
    fixed_clock,
):
    """As registrars write them: by code, and by name in several languages."""
    batch = batches.draft(
        data=b"""Nom complet;Courriel;Langue
Ada Lovelace;ada@north-college.example;fr-CA
Sophie Germain;sophie@north-college.example;Allemand
George Boole;boole@north-college.example;
Mary Anning;mary@north-college.example;Klingon
"""
    )
    assert verdicts(batch) == {
        2: Verdict.READY,
        3: Verdict.READY,
        4: Verdict.READY,
        5: Verdict.LOOK,
    }
    assert said(batch, 5) == [
        (
            "language",
            "look",
            "No mails are written in it. Their mail comes in your language.",
        )
    ]
    facts = selectors.mail_facts(batch, selectors.row(batch, 3))
    assert facts["language"] == "de"
    services.accept(batch=batch, actor=SYSTEM)
    batches.submitted(batch)
    fixed_clock.move(dt.timedelta(minutes=10))
    jobs.drain()
    languages = Award.objects.values_list("recipient_name", "language")
    assert dict(languages) == {
        "Ada Lovelace": "fr",
        "Sophie Germain": "de",
        "George Boole": "",
        "Mary Anning": "",
    }
