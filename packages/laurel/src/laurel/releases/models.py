"""The tables of releases: what a programme asks for, who said yes, and who is waiting."""

from django.db import models

from laurel.foundation import ids
from laurel.releases.types import Clearing, Terms, Timing


class ReleasePolicy(models.Model):
    """What has to be done before the badges of a programme leave, and when they do."""

    program = models.OneToOneField(
        "programs.Program", on_delete=models.PROTECT, related_name="+"
    )
    needs_grades = models.BooleanField(default=True)  # a final one in every course
    needs_confirmation = models.BooleanField(default=False)
    needs_approval = models.BooleanField(default=False)
    timing = models.CharField(max_length=10, choices=Timing.choices)
    first_week = models.PositiveSmallIntegerField(default=0)
    last_week = models.PositiveSmallIntegerField(default=0)
    day = models.DateField(null=True)  # None unless everybody's leave on one day
    hour = models.PositiveSmallIntegerField(default=9)  # on the learner's clock
    interim_url = models.CharField(max_length=500, blank=True)  # proof meanwhile
    interim_label = models.CharField(max_length=120, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "release policies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(timing__in=Timing.values),
                name="releases_timing_known",
            ),
            models.CheckConstraint(
                condition=models.Q(last_week__gte=models.F("first_week")),
                name="releases_window_forward",
            ),
            models.CheckConstraint(
                condition=~models.Q(timing=Timing.DAY.value)
                | models.Q(day__isnull=False),
                name="releases_day_said",
            ),
        ]

    def __str__(self) -> str:
        return f"release policy of programme {self.program_id}"

    @property
    def terms(self) -> Terms:
        """The same as a value."""
        return Terms(
            needs_grades=self.needs_grades,
            needs_confirmation=self.needs_confirmation,
            needs_approval=self.needs_approval,
            timing=Timing(self.timing),
            first_week=self.first_week,
            last_week=self.last_week,
            day=self.day,
            hour=self.hour,
        )


class GatedAchievement(models.Model):
    """An achievement that the policy keeps back; of a programme's, those that were chosen."""

    policy = models.ForeignKey(
        ReleasePolicy, on_delete=models.CASCADE, related_name="gated"
    )
    achievement = models.OneToOneField(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"achievement {self.achievement_id} under policy {self.policy_id}"


class Clearance(models.Model):
    """That somebody said yes to a learner: graduation confirmed, or release approved."""

    program = models.ForeignKey(
        "programs.Program", on_delete=models.PROTECT, related_name="+"
    )
    learner = models.ForeignKey(
        "classes.Learner", on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Clearing.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=254)  # the actor's label
    by_account = models.UUIDField(null=True)  # None: the system
    list_public_id = models.CharField(max_length=22, blank=True)  # empty: ticked

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "learner", "kind"], name="releases_one_yes_each"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Clearing.values),
                name="releases_clearing_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: learner {self.learner_id} in programme {self.program_id}"


class ConfirmationList(models.Model):
    """A list of graduates that somebody brought: looked at first, then taken over, once."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    program = models.ForeignKey(
        "programs.Program", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)  # of the file
    rows = models.JSONField()  # [row, public id of the learner]
    faults = models.JSONField(default=list)  # sentences that name the cell
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=254)  # the actor's label
    applied_at = models.DateTimeField(null=True)
    confirmed = models.PositiveIntegerField(default=0)  # by it, once it was taken over

    def __str__(self) -> str:
        return f"list {self.public_id} of programme {self.program_id}"


class Expectation(models.Model):
    """That a learner completed a programme and its badges are to come.

    What pages show is worked out anew each time; this remembers who was told, and whose day is
    still to come.
    """

    program = models.ForeignKey(
        "programs.Program", on_delete=models.PROTECT, related_name="+"
    )
    learner = models.ForeignKey(
        "classes.Learner", on_delete=models.CASCADE, related_name="+"
    )
    completed_at = models.DateTimeField(null=True)  # None: not after all
    due_at = models.DateTimeField(null=True)  # None: there is no day to wait for
    due_told_at = models.DateTimeField(null=True)  # when the day had come

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "learner"], name="releases_expected_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(due_told_at__isnull=True),
                name="releases_still_to_come",
            )
        ]

    def __str__(self) -> str:
        return f"learner {self.learner_id} of programme {self.program_id}"
