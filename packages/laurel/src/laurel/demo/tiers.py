"""Brightwater Training: three steps that build on each other, evidence, and an endorsement."""

import re
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.awards import selectors as awards
from laurel.demo.brightwater import FROEBEL, WOLLSTONECRAFT
from laurel.demo.types import ADA, Scene, days_ago, in_days
from laurel.eligibility import services as eligibility
from laurel.endorsements import selectors as endorsements
from laurel.endorsements import services as endorsement_services
from laurel.endorsements.types import ENDORSER, About, Written
from laurel.evidence import selectors as evidence
from laurel.evidence import services as evidence_services
from laurel.evidence.types import LEARNER, Mark, Verdict
from laurel.evidence.types import Kind as Kinds
from laurel.families import selectors as families
from laurel.families import services as family_services
from laurel.foundation import mail
from laurel.requirements.types import AllOf, Kind, Need

if TYPE_CHECKING:
    from laurel.endorsements.models import Endorsement
    from laurel.evidence.models import Submission, Task

LOWEST, MIDDLE, HIGHEST = TIERS = (
    "Facilitation: Completed",
    "Facilitation: Demonstrated",
    "Facilitation: Implemented",
)
ASKED, LEFT = 30, 45  # days ago, and days that are left to hand in
TOLD = {
    ADA: "I open every meeting with one question that nobody can answer with yes.",
    WOLLSTONECRAFT: "In my school nobody raises a hand before everybody has written a sentence. "
    "In March, eleven of fourteen spoke; before, it was the same three.",
    FROEBEL: "We sit in a circle now, and whoever holds the ball speaks. The six quietest "
    "children began in the second week.",
}
ADA_IS_TOLD = (
    "A good beginning. Tell us what was different afterwards, and how you know it."
)
AUGUSTUS = "augustus@london-university.example"
SAID = Written(
    name="Augustus De Morgan",
    role="Professor of mathematics",
    works_at="London University",
    comment="I sat in the last row of the second workshop. Forty minutes passed before I noticed "
    "that Ada had hardly spoken, and that everybody else had.",
)


@transaction.atomic
def make_family(scene: Scene) -> None:
    """Join the three steps; the third asks for evidence, and a person awards it."""
    badges = [scene.achievements[name] for name in TIERS]
    if families.taken(badges) or evidence.tasks_of_any([badges[-1].pk]):
        return  # or somebody dissolved it
    eligibility.set_rule(
        achievement=badges[-1],
        requirement=AllOf((Need(Kind.EVIDENCE, badges[-1].public_id),)),
        is_automatic=False,
        actor=scene.staff,
    )
    family_services.gather(
        organization=scene.organization,
        name="Facilitation",
        badges=badges,
        actor=scene.staff,
    )


@transaction.atomic
def ask_for_evidence(scene: Scene) -> None:
    """Ask three people: one was accepted, one returned, one waits for its review."""
    badge = scene.achievements[HIGHEST]
    if evidence.tasks_of_any([badge.pk]):
        return
    with days_ago(ASKED):
        task = _task(scene)
    for person, days in ((WOLLSTONECRAFT, 12), (ADA, 9), (FROEBEL, 2)):
        with days_ago(ASKED):
            evidence_services.assign(
                task=task,
                name=person[0],
                email=person[1],
                last_day=in_days(ASKED + LEFT),
                actor=scene.staff,
            )
        with days_ago(days):
            _hand_in(task, person)
    with days_ago(10):
        _review(scene, task, WOLLSTONECRAFT, Verdict.ACCEPT, "Clear, and counted.")
    with days_ago(7):
        _review(scene, task, ADA, Verdict.RETURN, ADA_IS_TOLD)
    evidence_services.invite_reviewer(
        task=task,
        name="Harriet Martineau",
        email="harriet@society.example",
        days=60,
        actor=scene.staff,
    )


def endorse(scene: Scene) -> None:
    """Let somebody who was there endorse the badge that is shown first."""
    credential = scene.credentials.get((MIDDLE, ADA[1]))
    if credential is None:
        return
    award = awards.by_public_id(credential.award_public_id)
    about = About(issuer=scene.issuer, award=award)
    if endorsements.of_award(award).exists():
        return
    with transaction.atomic():
        asked = endorsement_services.ask(
            about=about,
            email=AUGUSTUS,
            words="You were there in November. Would you say what you saw?",
            actor=scene.earner,
        )
        endorsement_services.write(endorsement=asked, written=SAID)
        signed = endorsement_services.sign(
            endorsement=asked, code=_code_mailed(asked), actor=ENDORSER
        )
        endorsement_services.accept(endorsement=signed, actor=scene.earner)


def _task(scene: Scene) -> "Task":
    return evidence_services.create(
        achievement=scene.achievements[HIGHEST],
        title="What has changed since the course",
        instructions="Show what you do differently now: a plan, a record, a recording, a letter.",
        required=("What has changed in your own practice?",),
        optional=("What, if anything, has changed in your institution?",),
        rubric=("It shows the change itself, not only the wish for it.",),
        kinds=tuple(Kinds),
        months=6,
        actor=scene.staff,
    )


def _hand_in(task: "Task", person: tuple[str, str]) -> None:
    assignment = evidence.assignments_of(task).get(email=person[1])
    (question, *_) = evidence.asked(task).questions
    evidence_services.save(
        assignment=assignment, answers={question.id: TOLD[person]}, is_shown=True
    )
    evidence_services.send(assignment=assignment, actor=LEARNER)


def _review(
    scene: Scene, task: "Task", person: tuple[str, str], verdict: Verdict, comment: str
) -> "Submission":
    work = evidence.newest(evidence.assignments_of(task).get(email=person[1]))
    if work is None:
        raise LookupError(f"{person[0]} handed nothing in")
    mark = Mark.SHOWN if verdict is Verdict.ACCEPT else Mark.PARTLY
    asked = evidence.asked(task)
    marked = [each for each in asked.to_mark if each not in asked.questions[1:]]
    return evidence_services.review(
        submission=work,
        verdict=verdict,
        marks={each.id: mark.value for each in marked},
        comment=comment,
        actor=scene.staff,
    )


def _code_mailed(asked: "Endorsement") -> str:
    """The code that proves the address, out of the mail, as its reader types it."""
    for one in mail.about(f"endorsement:{asked.public_id}"):
        if found := re.search(r"\b\d{6}\b", one.text):
            return found[0]
    raise LookupError("no code was mailed to the endorser")
