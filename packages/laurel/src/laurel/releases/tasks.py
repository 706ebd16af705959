"""What follows on what happened in classes and programmes; named in `config/reactions.py`."""

from laurel.classes import selectors as classes
from laurel.foundation.events import Recorded
from laurel.releases import expecting, mailing, selectors
from laurel.releases.models import Expectation, ReleasePolicy


def follow_learners(event: Recorded) -> None:
    """result.recorded, learner.enrolled, learner.left: do they wait for badges now?"""
    found = classes.by_public_id(event.payload["class_public_id"])
    ids = event.payload.get("learner_public_ids") or [
        event.payload["learner_public_id"]
    ]
    organization_id = found.program.organization_id
    expecting.follow(found.program, classes.learners_by_public_id(organization_id, ids))


def follow_class(event: Recorded) -> None:
    """class.ended, class.changed: its learners completed the programme, or on another day."""
    found = classes.by_public_id(event.payload["class_public_id"])
    learners = [one.learner for one in classes.enrolments(found)]
    for some in selectors.portions(learners):
        expecting.follow(found.program, some)


def follow_program(event: Recorded) -> None:
    """release.policy_set: everybody's day may be another one."""
    policy = (
        ReleasePolicy.objects.select_related("program")
        .filter(program__public_id=event.payload["program_public_id"])
        .first()
    )
    if policy is None:  # it was taken away again
        return
    program = policy.program
    keys = classes.keys_of_program(program)
    known = classes.learners_of_keys(program.organization_id, keys)
    for some in selectors.portions(known.values()):
        expecting.follow(program, some)


def send_expected_mail(event: Recorded) -> None:
    """release.expected: tell the learner between which days the badge comes, once."""
    row = (
        Expectation.objects.filter(
            program__public_id=event.payload["program_public_id"],
            learner__public_id=event.payload["learner_public_id"],
        )
        .exclude(completed_at=None)
        .select_related("program__organization", "learner")
        .first()
    )
    if row is not None:
        mailing.send_expected(row)
