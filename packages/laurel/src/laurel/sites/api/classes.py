"""Classes, for an organisation's learning platform: who takes part, what they reached."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from laurel.achievements import access as achievement_access
from laurel.awards import selectors as awards
from laurel.classes import access as class_access
from laurel.classes import selectors
from laurel.classes import services as class_services
from laurel.classes.types import NOTHING, Activity, Entry, Person, Values
from laurel.programs import selectors as programs
from laurel.sites.api import paging
from laurel.sites.api.award_schemas import Refusal
from laurel.sites.api.class_schemas import (
    Class,
    Classes,
    Enrolled,
    NewClassBadge,
    NewLearners,
    NewResult,
    NewResults,
    Recorded,
)
from laurel.sites.api.doing import (
    REFUSED,
    UNASKED,
    body_of,
    or_refused,
    read_json_body,
)
from laurel.sites.api.doors import by_token, entered
from laurel.sites.api.root import api, read_object, wrong
from laurel.sites.public import responses
from laurel.tokens.types import Scope

if TYPE_CHECKING:
    from laurel.classes import models
    from laurel.programs.models import Course

VALUES = {  # a member → the value that it says
    "grade": "grade",
    "isFinal": "is_final",
    "passed": "passed",
    "attendance": "attendance",
    "participation": "participation",
    "note": "note",
}
MEMBERS = {name: member for member, name in VALUES.items()}


@api.get(
    "/v1/classes",
    auth=by_token,
    response={
        HTTPStatus.OK: Classes,
        HTTPStatus.UNPROCESSABLE_ENTITY: Refusal,
        **UNASKED,
    },
    operation_id="classes",
    summary="List classes",
    description="Needs the scope `results`. The newest first, with their courses and badges.",
    openapi_extra=paging.documented(),
)
def classes(request: HttpRequest) -> Any:
    """The organisation's classes."""
    bearer = entered(request, Scope.RESULTS)
    paging.know(request)
    rows = selectors.of_organization(bearer.token.organization)
    found, after = paging.part(request, rows)
    return responses.fresh_json(
        {"classes": [_class(one) for one in found], "next": after}
    )


@api.post(
    "/v1/classes/{class_id}/learners",
    auth=by_token,
    response={HTTPStatus.OK: Enrolled, **REFUSED},
    operation_id="enrol",
    summary="Enrol learners",
    description="Needs the scope `results`. Everybody, or nobody; a repeat is harmless.",
    openapi_extra={"requestBody": body_of(NewLearners)},
)
def enrol(request: HttpRequest, class_id: str) -> Any:
    """Let people take part in a class."""
    bearer = entered(request, Scope.RESULTS)
    asked = read_object(read_json_body(request), NewLearners)
    found = class_access.for_recording(bearer.actor, class_id)
    people = [
        Person(name=one.name, email=one.email, time_zone=one.timeZone)
        for one in asked.learners
    ]
    done = or_refused(
        lambda: class_services.enrol(found=found, people=people, actor=bearer.actor)
    )
    return responses.fresh_json({"added": done.added, "same": done.same})


@api.post(
    "/v1/classes/{class_id}/results",
    auth=by_token,
    response={HTTPStatus.OK: Recorded, **REFUSED},
    operation_id="record",
    summary="Record results",
    description="Needs the scope `results`. One for each learner and course: what is left out of"
    " it stays as it is, and what is the same already changes nothing. All of them, or none.",
    openapi_extra={"requestBody": body_of(NewResults)},
)
def record(request: HttpRequest, class_id: str) -> Any:
    """Record what learners reached."""
    bearer = entered(request, Scope.RESULTS)
    asked = read_object(read_json_body(request), NewResults)
    found = class_access.for_recording(bearer.actor, class_id)
    entries = _entries(found, asked.results)
    changed = or_refused(
        lambda: class_services.record(found=found, entries=entries, actor=bearer.actor)
    )
    return responses.fresh_json({"changed": changed, "same": len(entries) - changed})


@api.put(
    "/v1/classes/{class_id}/badge",
    auth=by_token,
    response={HTTPStatus.OK: Class, **REFUSED},
    operation_id="set_class_badge",
    summary="Set up a badge for a class",
    description="Needs the scope `classes`. 409 once the class has started: from then on its"
    " badges are fixed.",
    openapi_extra={"requestBody": body_of(NewClassBadge)},
)
def set_badge(request: HttpRequest, class_id: str) -> Any:
    """Set up a badge for a class that has not started."""
    bearer = entered(request, Scope.CLASSES)
    asked = read_object(read_json_body(request), NewClassBadge)
    found = class_access.for_editing(bearer.actor, class_id)
    badge = achievement_access.for_viewing(bearer.actor, asked.badge)
    or_refused(
        lambda: class_services.set_badge(
            found=found,
            achievement=badge,
            is_manual=asked.awarding == "manual",
            actor=bearer.actor,
        )
    )
    return responses.fresh_json(_class(found))


def _entries(found: "models.Class", asked: Sequence[NewResult]) -> list[Entry]:
    """The results of known learners and courses, over what is recorded of them.

    One that comes twice in a list is as its last place says.
    """
    there = {one.learner.key: one for one in selectors.enrolments(found)}
    known = selectors.results(there.values())
    courses = _courses(found)
    made: dict[tuple[int, int], Entry] = {}
    for number, one in enumerate(asked):
        enrolment = there.get(awards.recipient_key(one.learner))
        if enrolment is None:
            raise wrong(
                "nobody with this address takes part in the class. Enrol them first.",
                field=f"results.{number}.learner",
            )
        course = courses.get(one.course)
        if course is None:
            raise wrong(
                "there is no course of this id or code in the class’s programme.",
                field=f"results.{number}.course",
            )
        place = (enrolment.pk, course.pk)
        if place in made:
            before = made[place].values
        else:
            recorded = known.get(place)
            before = selectors.read(recorded) if recorded else NOTHING
        values = _values(one, before)
        if refused := selectors.fault(values):
            member = MEMBERS.get(refused.field, refused.field)
            raise wrong(refused.message, field=f"results.{number}.{member}")
        made[place] = Entry(enrolment.learner_id, course.pk, values)
    return list(made.values())


def _courses(found: "models.Class") -> "dict[str, Course]":
    """What results may be about: id or code → course."""
    known = programs.courses(found.program)
    by_code = {course.code: course for course in known if course.code}
    return by_code | {course.public_id: course for course in known}


def _values(one: NewResult, before: Values) -> Values:
    given = {
        name: getattr(one, member)
        for member, name in VALUES.items()
        if member in one.model_fields_set
    }
    if "activities" in one.model_fields_set:
        given["activities"] = tuple(
            Activity(name=each.name, at=each.at) for each in one.activities
        )
    names = (*VALUES.values(), "activities")
    return Values(**{name: given.get(name, getattr(before, name)) for name in names})


def _class(found: "models.Class") -> dict[str, object]:
    return {
        "id": found.public_id,
        "name": found.name,
        "program": found.program.name,
        "firstDay": str(found.first_day),
        "lastDay": str(found.last_day),
        "timeZone": found.time_zone,
        "state": found.state.value,
        "courses": [
            {"id": course.public_id, "name": course.name, "code": course.code}
            for course in programs.courses(found.program)
        ],
        "badges": [
            {
                "id": badge.achievement.public_id,
                "name": badge.achievement.current.name,
                "awarding": "manual" if badge.is_manual else "automatic",
            }
            for badge in selectors.badges(found)
        ],
    }
