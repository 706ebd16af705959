"""The tables of classes: who takes part, what they reached, which badges are set up."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from laurel.classes.types import ClassState
from laurel.foundation import clock, ids


class Class(models.Model):
    """One run of a programme, from its first moment to the last."""

    program = models.ForeignKey(
        "programs.Program", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=200)
    starts_at = models.DateTimeField()  # the first moment of its first day
    ends_at = models.DateTimeField()  # the moment at which its last day is over
    time_zone = models.CharField(max_length=64)  # an IANA name; days are meant there
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    # When its start and its end were told to whoever waits for them.
    start_told_at = models.DateTimeField(null=True)
    end_told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "classes"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="classes_end_after_start"
            )
        ]
        indexes = [models.Index(fields=["program", "starts_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Where its days are meant."""
        return ZoneInfo(self.time_zone)

    @property
    def first_day(self) -> dt.date:
        """The day on which it starts, there."""
        return self.starts_at.astimezone(self.zone).date()

    @property
    def last_day(self) -> dt.date:
        """The last day that belongs to it, there."""
        last_moment = self.ends_at - dt.timedelta(microseconds=1)
        return last_moment.astimezone(self.zone).date()

    @property
    def state(self) -> ClassState:
        """Planned, running or over, at this moment."""
        now = clock.now()
        if now < self.starts_at:
            return ClassState.PLANNED
        return ClassState.RUNNING if now < self.ends_at else ClassState.OVER

    @property
    def has_started(self) -> bool:
        """Whether its badges are fixed by now."""
        return self.starts_at <= clock.now()


class ClassStaff(models.Model):
    """A member who teaches a class: may record its results, whatever their role."""

    run = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="staff")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "account"], name="classes_staff_once"
            )
        ]

    def __str__(self) -> str:
        return f"staff {self.account_id} of class {self.run_id}"


class Learner(models.Model):
    """A person who learns at an organization, by their address."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    key = models.CharField(max_length=254)  # the address, normalised
    time_zone = models.CharField(max_length=64, blank=True)  # empty: their class's
    # The list of addresses that changed theirs last; empty: none did.
    moved_by = models.CharField(max_length=22, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "key"], name="classes_learner_once"
            )
        ]

    def __str__(self) -> str:
        return f"learner {self.public_id}"


class Enrolment(models.Model):
    """A learner in a class."""

    run = models.ForeignKey(Class, on_delete=models.PROTECT, related_name="enrolments")
    learner = models.ForeignKey(
        Learner, on_delete=models.CASCADE, related_name="enrolments"
    )
    enrolled_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)  # None: takes part; results stay

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "learner"], name="classes_enrolled_once"
            )
        ]

    def __str__(self) -> str:
        return f"learner {self.learner_id} in class {self.run_id}"


class Result(models.Model):
    """What a learner reached in one course of the class. What is not known is None."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="results"
    )
    course = models.ForeignKey(
        "programs.Course", on_delete=models.PROTECT, related_name="+"
    )
    grade = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    is_final = models.BooleanField(default=False)
    passed = models.BooleanField(null=True)  # as somebody said; None: the grade says it
    attendance = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    participation = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    activities = models.JSONField(default=list)  # [{"name": …, "at": ISO 8601}]
    note = models.TextField(blank=True)
    # Since when the verdict stands that it has now; None: there is none yet.
    final_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=254)  # the actor's label

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "course"], name="classes_one_result_a_course"
            )
        ]

    def __str__(self) -> str:
        return f"result of enrolment {self.enrolment_id} in course {self.course_id}"

    @property
    def verdict(self) -> bool | None:
        """Whether the course is passed; None: that is not decided yet."""
        if self.passed is not None:
            return self.passed
        if not self.is_final or self.grade is None:
            return None
        least = self.course.pass_mark
        return least is None or self.grade >= least


class ResultChange(models.Model):
    """What a result said before and after somebody changed it. Never altered."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=254)  # the actor's label
    before = models.JSONField()  # {}: nothing was recorded
    after = models.JSONField()

    def __str__(self) -> str:
        return f"change of result {self.result_id}"


class ClassBadge(models.Model):
    """An achievement that is set up for a class; fixed from the class's first moment on."""

    run = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="badges")
    achievement = models.ForeignKey(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    is_manual = models.BooleanField()  # False: it is awarded when its rule is met
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "achievement"], name="classes_badge_once"
            )
        ]

    def __str__(self) -> str:
        return f"achievement {self.achievement_id} for class {self.run_id}"


class ClassList(models.Model):
    """A list of learners or results that somebody brought: looked at, then taken over, once."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    run = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="lists")
    name = models.CharField(max_length=200, blank=True)  # of the file
    # [row, name, address, time zone, [[course, field, text], …]]
    rows = models.JSONField()
    faults = models.JSONField(default=list)  # sentences that name the cell
    is_final = models.BooleanField()  # whether its grades are
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=254)  # the actor's label
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"list {self.public_id}"
