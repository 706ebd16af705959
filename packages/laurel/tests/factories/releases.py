"""Programmes that keep their badges back, as services make them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.programs import selectors as programs
from laurel.releases import selectors, services
from laurel.releases.types import Terms, Timing

from packages.laurel.tests.factories import badges, classes, people

WEEKS = Terms(needs_confirmation=True, timing=Timing.WINDOW, first_week=6, last_week=8)


@dataclass
class Offer:
    """A programme of three courses with one badge, and a class in it."""

    organization: object
    issuer: object
    achievement: object
    program: object
    run: object

    @property
    def courses(self):
        return programs.courses(self.program)

    @property
    def policy(self):
        return selectors.of_program(self.program)

    def ask(self, terms=WEEKS, **facts):
        """Let the badge wait for this."""
        return services.set_policy(
            program=self.program,
            terms=terms,
            achievement_ids=[self.achievement.public_id],
            actor=SYSTEM,
            **facts,
        )

    def grade(self, person=classes.ADA, *, but=(), grade=72):
        """A final grade in every course but these."""
        for course in self.courses:
            if course.name not in but:
                classes.record(
                    self.run, course, person, grade=Decimal(grade), is_final=True
                )
        jobs.drain()

    def learner(self, person=classes.ADA):
        return classes.learner(self.run, person)

    def line(self, person=classes.ADA):
        """The learner's line on the board."""
        (found,) = selectors.lines_of(self.policy, [self.learner(person)])
        return found


def make_offer(*, learners=(classes.ADA, classes.GRACE), **facts):
    """The offer; its class is over on 31 October 2026 in Vancouver."""
    organization, _ = people.organization()
    issuer = badges.issuer(organization)
    achievement = badges.achievement(issuer)
    program = classes.program(
        organization, achievement_ids=[achievement.public_id], **facts
    )
    run = classes.class_of(
        program,
        learners=learners,
        name="Autumn 2026",
        first_day=dt.date(2026, 9, 1),
        last_day=dt.date(2026, 10, 31),
    )
    return Offer(organization, issuer, achievement, program, run)
