"""What rules may ask about in an organization, by name; and programmes taken apart.

A need of a *course* whose subject is a programme means every course that belongs to it by now.
"""

import uuid
from collections import defaultdict

from laurel.achievements import selectors as achievements
from laurel.eligibility.types import Catalogue
from laurel.evidence import selectors as evidence
from laurel.programs import selectors as programs
from laurel.requirements.types import (
    AllOf,
    AtLeast,
    Kind,
    Need,
    Requirement,
)


def looked_up(organization_id: uuid.UUID) -> Catalogue:
    """The courses, programmes and achievements of the organization."""
    courses, names = {}, {}
    courses_of: dict[str, list[str]] = defaultdict(list)
    for course in programs.courses_of_organization(organization_id):
        courses[course.public_id] = course.name
        names[course.program.public_id] = course.program.name
        if course.archived_at is None:
            courses_of[course.program.public_id].append(course.public_id)
    return Catalogue(
        courses=courses,
        programs=names,
        courses_of={program: tuple(ids) for program, ids in courses_of.items()},
        achievements=achievements.names(organization_id),
        tasks=evidence.titles(organization_id),
    )


def taken_apart(requirement: Requirement, catalogue: Catalogue) -> Requirement:
    """The same, with every programme's courses in its place."""
    if isinstance(requirement, AllOf):
        return AllOf(tuple(taken_apart(i, catalogue) for i in requirement.items))
    if isinstance(requirement, AtLeast):
        items = tuple(taken_apart(i, catalogue) for i in requirement.items)
        return AtLeast(requirement.count, items)
    courses = catalogue.courses_of.get(requirement.subject, ())
    if requirement.kind is not Kind.COURSE or not courses:
        return requirement
    return AllOf(
        tuple(
            Need(
                Kind.COURSE,
                course,
                requirement.at_least,
                requirement.since,
                requirement.until,
            )
            for course in courses
        )
    )
