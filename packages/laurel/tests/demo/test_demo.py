"""The demo: three stories, told by the same services that people use."""

import datetime as dt
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from laurel.accounts.models import Account
from laurel.achievements import services as achievements
from laurel.achievements.models import Achievement
from laurel.awards.models import Award
from laurel.classes import selectors as classes
from laurel.classes.models import Class
from laurel.credentials.models import Credential
from laurel.demo import services as demo
from laurel.demo.stories import BRIGHTWATER, STORIES
from laurel.demo.types import Fate
from laurel.eligibility import selectors as eligibility
from laurel.endorsements.models import Endorsement
from laurel.evidence import selectors as evidence
from laurel.evidence.models import Submission
from laurel.families import selectors as families
from laurel.families import services as family_services
from laurel.foundation import clock, jobs
from laurel.foundation.actors import Actor
from laurel.organizations import access, selectors
from laurel.organizations.models import Organization
from laurel.organizations.types import Role
from laurel.pathways import selectors as pathways
from laurel.pathways import services as pathway_services
from laurel.pathways.models import Pathway, Plan
from laurel.programs import selectors as programs
from laurel.releases import selectors as releases
from laurel.releases.types import Gate
from laurel.renewals import selectors as renewals
from laurel.renewals.types import Standing
from laurel.verification import services as verification
from obkit.verify import Verdict

pytestmark = pytest.mark.django_db


def test_it_is_loaded_once_and_is_what_it_says():
    first, again = demo.load(), demo.load()
    assert first == again
    owner = Account.objects.get(email=first.owner_email)
    owned = list(selectors.of_account(owner.pk))
    assert {o.name for o in owned} == {s.name for s in STORIES}
    actor = Actor.person(owner.pk)
    assert all(access.for_role(actor, o.slug, Role.OWNER) for o in owned)
    awards = [(s, a) for s in STORIES for e in s.achievements for a in e.awards]
    assert Award.objects.count() == Credential.objects.count() == len(awards)
    for story in STORIES:
        of_story = Credential.objects.filter(issuer__name=story.name)
        fates = {
            Fate.REVOKED
            if c.is_revoked
            else Fate.EXPIRED
            if c.expired(clock.now())
            else Fate.VALID
            for c in of_story
        }
        assert fates == set(Fate), story.name
    assert (
        verification.verify_link(url=first.public_award_url).verdict is Verdict.VERIFIED
    )
    picture = first.baked_png_path.read_bytes()
    assert verification.verify(data=picture).verdict is Verdict.VERIFIED
    assert all(c.recipient_email.endswith(".example") for c in Credential.objects.all())


def test_each_page_has_something_to_show_on_the_first_day(client):
    summary = demo.load()
    jobs.drain()
    a_class_runs_and_not_everything_is_graded()
    one_badge_waits_for_its_day_one_for_a_yes_and_one_for_a_grade()
    the_dry_run_says_who_would_get_the_third_step_and_who_would_not()
    evidence_waits_for_a_review_and_some_came_back()
    a_way_leads_to_a_milestone_and_somebody_has_gone_half_of_it()
    somebody_is_due_at_each_stage_and_belongs_to_a_team()
    page = client.get(urlsplit(summary.public_award_url).path).content.decode()
    assert "Augustus De Morgan" in page
    before = counted()
    with clock.using(clock.FixedClock(clock.now() + dt.timedelta(days=400))):
        demo.load()  # started again much later, nothing is told twice
    assert counted() == before
    what_somebody_put_away_stays_away()


def a_class_runs_and_not_everything_is_graded():
    program = programs.of_organization(college()).get(name="Applied Data Analytics")
    found = {each.name: each for each in classes.of_program(program)}
    over, running, planned = (
        found[f"{name} evening class"] for name in ("First", "Second", "Third")
    )
    now = clock.now()
    assert over.ends_at < now < planned.starts_at
    assert running.starts_at < now < running.ends_at
    assert list(classes.badges(planned))
    enrolled = list(classes.enrolments(running))
    graded = {learner for learner, _ in classes.results(enrolled)}
    assert 0 < len(graded) < len(enrolled)


def one_badge_waits_for_its_day_one_for_a_yes_and_one_for_a_grade():
    policy = releases.of_program(
        programs.of_organization(college()).get(name="Applied Data Analytics")
    )
    lines = {line.learner.name: line for line in releases.board(policy)}
    shut = {
        name: [check.gate for check in line.checks if not check.is_open]
        for name, line in lines.items()
    }
    assert shut["Ada Lovelace"] == [Gate.DAY]
    assert Gate.GRADES not in shut["Emmy Noether"]
    assert Gate.CONFIRMATION in shut["Emmy Noether"]
    assert lines["Sofya Kovalevskaya"].standing.ungraded == ("Showing Your Work",)
    assert lines["Blaise Pascal"].standing.failed == ("Models You Can Explain",)
    (pending,) = releases.pending_of(["ada@analytical-society.example"])
    assert pending.window.first > clock.today()


def the_dry_run_says_who_would_get_the_third_step_and_who_would_not():
    highest = achievement("Facilitation: Implemented")
    tiers = families.tiers(families.of_achievement(highest))
    assert tiers[-1].current.name == "Facilitation: Implemented"
    run = eligibility.dry_run(highest)
    assert [each.candidate.name for each in run.would] == ["Mary Wollstonecraft"]
    missing = {each.candidate.name: " ".join(each.missing) for each in run.would_not}
    assert set(missing) == {"Ada Lovelace", "Friedrich Fröbel", "George Boole"}
    assert "Facilitation: Demonstrated" in missing["Friedrich Fröbel"]
    assert "Facilitation: Demonstrated" not in missing["Ada Lovelace"]


def evidence_waits_for_a_review_and_some_came_back():
    training = organization("Brightwater Training")
    waiting = [work.assignment.name for work in evidence.waiting(training)]
    assert waiting == ["Friedrich Fröbel"]
    (ada,) = evidence.of_keys(["ada@analytical-society.example"])
    assert evidence.newest(ada).state == "returned"


def a_way_leads_to_a_milestone_and_somebody_has_gone_half_of_it():
    (pathway,) = pathways.of_organization(organization("Kōwhai Learning"))
    ada = Account.objects.get(email="ada@analytical-society.example")
    progress = pathways.progress_of(ada.pk, pathways.route(pathway))
    assert (progress.done, progress.of) == (2, 3)
    (plan,) = pathways.plans_of(ada.pk)
    assert len(pathways.items(plan)) == 2


def somebody_is_due_at_each_stage_and_belongs_to_a_team():
    board = renewals.board(college())
    due = (Standing.DUE_7, Standing.DUE_30, Standing.DUE_60)
    assert [board.counts[each] for each in due] == [1, 1, 1]
    (team,) = board.teams
    assert team.total == len(due)


def what_somebody_put_away_stays_away():
    owner = Actor.person(Account.objects.get(email=demo.OWNER[1]).pk)
    highest = achievement("Facilitation: Implemented")
    family = families.of_achievement(highest)
    family_services.dissolve(family=family, actor=owner)
    (pathway,) = pathways.of_organization(organization("Kōwhai Learning"))
    pathway_services.archive(pathway=pathway, actor=owner)
    demo.load()
    assert families.of_achievement(highest) is None
    assert pathways.of_organization(organization("Kōwhai Learning")).count() == 1


def test_an_instance_in_which_badges_were_archived_starts_without_what_needs_them(
    monkeypatch, caplog
):
    with monkeypatch.context() as patched:
        patched.setattr(demo, "AFTERWARDS", dict.fromkeys(demo.AFTERWARDS, ()))
        demo.load()
    owner = Actor.person(Account.objects.get(email=demo.OWNER[1]).pk)
    achievements.archive(achievement=achievement("Urban Ecology"), actor=owner)
    demo.load()
    assert "leaves out Kōwhai Learning: draw" in caplog.text
    assert achievement("Urban Ecology").archived_at  # and no second one was defined
    assert not pathways.of_organization(organization("Kōwhai Learning")).exists()


def organization(name):
    return Organization.objects.get(name=name)


def college():
    return organization("North College")


def achievement(name):
    return Achievement.objects.get(versions__name=name)


def counted():
    return {
        model: model.objects.count()
        for model in (Award, Credential, Class, Endorsement, Submission, Pathway, Plan)
    }


def test_half_a_load_is_completed(monkeypatch):
    demo.load()
    whole = Credential.objects.count()
    # As if the process had been killed before the last story's issuer was made.
    monkeypatch.setattr(demo, "STORIES", STORIES[:1])
    assert demo.load()
    monkeypatch.undo()
    demo.load()
    assert Credential.objects.count() == whole


def test_an_instance_with_older_stories_still_starts(monkeypatch):
    first = demo.load()
    newer = [
        replace(
            story,
            achievements=tuple(
                replace(
                    e,
                    awards=tuple(replace(a, narrative="Told anew.") for a in e.awards),
                )
                for e in story.achievements
            ),
        )
        for story in STORIES
    ]
    monkeypatch.setattr(demo, "STORIES", newer)
    assert demo.load() == first


def test_every_date_of_the_stories_is_past_on_the_day_they_were_written():
    awards = [a for s in STORIES for e in s.achievements for a in e.awards]
    told = [a for a in awards if a.days_left is None]
    assert all(a.issued_on and a.issued_on < dt.date(2026, 1, 1) for a in told)
    steps = [a for e in BRIGHTWATER.achievements for a in e.awards]
    ada = [a for a in steps if a.name == "Ada Lovelace"]
    assert [a.issued_on for a in ada] == sorted(a.issued_on for a in ada)


def test_stories_without_the_shown_award_are_a_mistake(monkeypatch):
    monkeypatch.setattr(demo, "STORIES", ())
    with pytest.raises(LookupError):
        demo.load()
