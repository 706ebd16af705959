"""A guard for tests: learners wait until somebody lets them through."""

from laurel.awards.types import Obstacle

GUARDS = ("packages.laurel.tests.awards.guarding.waiting",)
NOBODY = ()

waits = set()
asked = []


def waiting(achievement, keys):
    asked.append(sorted(keys))
    missing = Obstacle("tests.waits", "The course Law is not graded.", subject="law")
    return {key: (missing,) for key in keys if key in waits}
