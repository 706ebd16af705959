"""Deciding: once, by somebody else, by two where two are wanted, by outsiders while their link lasts."""

import datetime as dt

import pytest
from laurel.evidence import access, selectors, services
from laurel.evidence.errors import NotFound, NotOpen, Refused
from laurel.evidence.types import OUTSIDER, Kind, State, Verdict
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.organizations.types import Role
from laurel.requirements.types import Kind as FactKind

from packages.laurel.tests.factories import badges, evidence, people

pytestmark = pytest.mark.django_db


def letters(to="ada@example.org"):
    jobs.drain()
    found = OutgoingMail.objects.filter(recipient_address=to).order_by("id")
    return [(mail.subject, mail.text) for mail in found]


@pytest.mark.parametrize(
    ("verdict", "state", "subject"),
    [
        (Verdict.ACCEPT, State.ACCEPTED, "was accepted"),
        (Verdict.RETURN, State.RETURNED, "Please add something"),
        (Verdict.REJECT, State.REJECTED, "was not accepted"),
    ],
)
def test_the_learner_hears_of_it_with_the_reviewers_words(verdict, state, subject):
    work = evidence.reviewed(evidence.sent(), verdict, comment="Say how you know.")
    assert work.state == state
    told, text = letters()[-1]
    assert subject in told
    assert "Say how you know." in text
    assert selectors.link(work.assignment) in text


def test_returning_and_rejecting_need_words():
    work = evidence.sent()
    for verdict in (Verdict.RETURN, Verdict.REJECT):
        with pytest.raises(Refused, match="Say what is missing"):
            evidence.reviewed(work, verdict, comment="")


def test_it_is_decided_once():
    work = evidence.reviewed(evidence.sent())
    with pytest.raises(NotOpen, match="decided on this already"):
        evidence.reviewed(work, Verdict.REJECT)


def test_two_reviewers_are_two_people():
    task = evidence.task(reviews_needed=2)
    work = evidence.sent(evidence.assigned(task))
    first = people.actor()
    assert evidence.reviewed(work, by=first).state == State.SENT
    with pytest.raises(Refused, match="A second person"):
        evidence.reviewed(work, by=first)
    assert evidence.reviewed(work).state == State.ACCEPTED
    names = [e.name for e in EventRecord.objects.filter(name__startswith="evidence.")]
    assert names.count("evidence.seconded") == names.count("evidence.accepted") == 1


def test_nobody_reviews_their_own():
    ada = people.account("ada@example.org", name="Ada Lovelace")
    work = evidence.sent()
    with pytest.raises(Refused, match="your own evidence"):
        evidence.reviewed(work, by=Actor.person(ada.pk, "Ada Lovelace"))


def test_assessors_of_the_organization_decide_and_nobody_else():
    work = evidence.sent()
    organization = work.assignment.task.organization
    for role in Role:
        somebody = people.member(organization, role)
        if role in (Role.ASSESSOR, Role.OWNER):
            assert access.for_reviewing(somebody, work.public_id) == work
        else:
            with pytest.raises(NotFound):
                access.for_reviewing(somebody, work.public_id)
    _, stranger = people.organization("South College")
    with pytest.raises(NotFound):
        access.for_reviewing(stranger, work.public_id)


def test_a_draft_is_shown_to_no_reviewer():
    asked = evidence.assigned()
    draft = evidence.answer(asked, "Half a thought")
    owner = people.member(asked.task.organization, Role.OWNER)
    with pytest.raises(NotFound):
        access.for_reviewing(owner, draft.public_id)


# --- outside reviewers ---------------------------------------------------------------


@pytest.fixture
def outsider(fixed_clock):
    return services.invite_reviewer(
        task=evidence.task(),
        name="Emmy Noether",
        email="emmy@elsewhere.example",
        days=14,
        actor=people.actor(),
    )


def token(reviewer):
    return selectors.review_link(reviewer).rpartition("/")[2]


def test_an_outside_reviewer_gets_a_link_and_decides(outsider):
    work = evidence.sent(evidence.assigned(outsider.task))
    ((subject, text),) = letters("emmy@elsewhere.example")
    assert "asks you to look at evidence" in subject
    assert selectors.review_link(outsider) in text
    reviewer, found = access.by_review_link(token(outsider), work.public_id)
    done = evidence.reviewed(found, reviewer=reviewer, by=OUTSIDER)
    assert done.state == State.ACCEPTED
    assert done.reviews.get().by == "Emmy Noether"


def test_the_link_shows_only_its_own_task(outsider):
    other = evidence.sent(evidence.assigned(evidence.task()))
    with pytest.raises(NotFound):
        access.by_review_link(token(outsider), other.public_id)


def test_the_link_ends_by_itself_and_by_hand(outsider, fixed_clock):
    assert selectors.reviewer_by_link(token(outsider)) == outsider
    fixed_clock.move(dt.timedelta(days=14))
    with pytest.raises(NotFound):
        selectors.reviewer_by_link(token(outsider))
    fixed_clock.move(dt.timedelta(days=-1))
    services.end_reviewer(reviewer=outsider, actor=SYSTEM)
    with pytest.raises(NotFound):
        selectors.reviewer_by_link(token(outsider))


def test_nobody_makes_up_a_link(outsider):
    for made_up in (outsider.public_id, f"{outsider.public_id}.abc", "x", ""):
        with pytest.raises(NotFound):
            selectors.reviewer_by_link(made_up)


# --- figures -------------------------------------------------------------------------


def test_how_long_people_wait(fixed_clock):
    task = evidence.task()

    def of(number):
        person = ("Somebody", f"{number}@example.org")
        return evidence.sent(evidence.assigned(task, person=person))

    for number, days in enumerate((1, 3, 9)):
        work = of(number)
        fixed_clock.move(dt.timedelta(days=days))
        evidence.reviewed(work)
    of(7)
    fixed_clock.move(dt.timedelta(days=2))
    of(8)
    times = selectors.turnaround(task.organization)
    assert (times.waiting, times.oldest, times.usual) == (
        2, dt.timedelta(days=2), dt.timedelta(days=3),
    )  # fmt: skip
    assert [w.assignment.key for w in selectors.waiting(task.organization)] == [
        "7@example.org",
        "8@example.org",
    ]


# --- what follows --------------------------------------------------------------------


def test_what_is_accepted_is_a_fact_of_the_task_and_of_the_badge(fixed_clock):
    work = evidence.sent()
    organization_id = work.assignment.task.organization_id
    assert selectors.facts_of(organization_id, ["ada@example.org"]) == {}
    evidence.reviewed(work)
    task = work.assignment.task
    facts = selectors.facts_of(organization_id, ["ada@example.org", "x@example.org"])
    assert list(facts) == ["ada@example.org"]
    assert [(f.kind, f.subject, f.value) for f in facts["ada@example.org"]] == [
        (FactKind.EVIDENCE, task.public_id, 1),
        (FactKind.EVIDENCE, task.achievement.public_id, 1),
    ]
    fact = facts["ada@example.org"][0]
    assert (fact.at, fact.label, fact.ref) == (
        fixed_clock.now(), "A lesson plan that you used", work.public_id,
    )  # fmt: skip
    _, elsewhere = badges.achievement(), people.organization("South College")[0]
    assert selectors.facts_of(elsewhere.pk, ["ada@example.org"]) == {}


def accepted(**facts):
    task = evidence.task(kinds=list(Kind))
    asked = evidence.assigned(task)
    services.attach_file(assignment=asked, name="plan.pdf", data=evidence.PDF)
    return evidence.reviewed(evidence.sent(asked, "I ask the quietest row.", **facts))


def test_it_stands_on_the_award_whichever_way_that_comes():
    work = accepted(is_shown=True)
    credential = badges.issued(
        work.assignment.task.achievement, recipient_email="Ada@Example.org"
    )
    (answer, file) = credential_evidence(credential)
    assert answer["name"] == evidence.PRACTICE
    assert answer["narrative"] == "I ask the quietest row."
    assert file["id"] == selectors.attachment_address(work.attachments.get())


def test_what_others_shall_not_see_is_on_the_award_and_not_in_the_file():
    from laurel.awards import selectors as awards

    work = accepted(is_shown=False)
    credential = badges.issued(
        work.assignment.task.achievement, recipient_email="ada@example.org"
    )
    award = awards.by_public_id(credential.award_public_id)
    assert len(award.evidence) == 2
    assert credential_evidence(credential) == []


def test_awarding_the_same_again_is_the_same_award_whatever_was_accepted_meanwhile():
    from laurel.issuing import services as issuing

    task = evidence.task()
    facts = badges.award_facts(task.achievement, recipient_email="ada@example.org")
    first = issuing.award(**facts)
    evidence.reviewed(evidence.sent(evidence.assigned(task)))
    assert issuing.award(**facts).award == first.award


def test_it_is_on_nobody_elses_award():
    work = accepted()
    credential = badges.issued(
        work.assignment.task.achievement, recipient_email="grace@example.org"
    )
    assert credential_evidence(credential) == []


def credential_evidence(credential):
    import json

    return json.loads(bytes(credential.document)).get("evidence", [])


def test_what_a_rule_asks_for_is_awarded_as_soon_as_it_is_accepted(fixed_clock):
    from laurel.awards import selectors as awards
    from laurel.classes import services as classes_services
    from laurel.eligibility import services as eligibility
    from laurel.requirements.types import Need

    from packages.laurel.tests.factories import classes

    task = evidence.task()
    achievement = task.achievement
    program = classes.program(task.organization)
    found = classes.class_of(program, learners=(classes.ADA,))
    classes_services.set_badge(
        found=found, achievement=achievement, is_manual=False, actor=SYSTEM
    )
    eligibility.set_rule(
        achievement=achievement,
        requirement=Need(FactKind.EVIDENCE, achievement.public_id),
        is_automatic=True,
        actor=SYSTEM,
    )
    jobs.drain()
    fixed_clock.move(dt.timedelta(days=200))
    asked = selectors.of_keys([classes.ADA.email])[0]
    work = evidence.sent(asked, "I ask the quietest row.", is_shown=True)
    jobs.drain()
    assert not awards.of_achievement(achievement).exists()
    evidence.reviewed(work)
    jobs.drain()
    award = awards.of_achievement(achievement).get()
    assert [item["narrative"] for item in award.evidence] == ["I ask the quietest row."]


def test_what_its_holder_hid_stays_hidden_when_the_badge_is_renewed():
    from laurel.awards import selectors as awards
    from laurel.awards.types import Disclosure
    from laurel.issuing import services as issuing

    work = accepted(is_shown=True)
    achievement = work.assignment.task.achievement
    first = awards.by_public_id(
        badges.issued(achievement, recipient_email="ada@example.org").award_public_id
    )
    hidden = awards.evidence_key(first.evidence[1])
    issuing.disclose(
        award=first, disclosure=Disclosure(hidden_evidence=(hidden,)), actor=SYSTEM
    )
    first = awards.by_public_id(first.public_id)
    facts = badges.award_facts(achievement, recipient_email="ada@example.org")
    again = issuing.award(**facts, renews=first)
    assert len(again.award.evidence) == 2
    (shown,) = credential_evidence(again.credential)
    assert shown["name"] == evidence.PRACTICE
