"""The tables of pathways with their steps, and of people's own plans."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from laurel.foundation import ids
from laurel.pathways.types import PathwayState


class Pathway(models.Model):
    """What leads to something: an organization's badges, and others', in an order."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    title = models.CharField(max_length=100)
    summary = models.TextField(blank=True)
    # Awarded by itself when the way is gone; None: the way is its own reward.
    milestone = models.OneToOneField(
        "achievements.Achievement",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    rule = models.JSONField(
        null=True
    )  # what the milestone was let to ask for; None: nothing
    is_ordered = models.BooleanField(default=True)
    published_at = models.DateTimeField(null=True)  # None: a draft
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "title"])]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> PathwayState:
        """Draft, published or archived."""
        if self.archived_at is not None:
            return PathwayState.ARCHIVED
        drafted = self.published_at is None
        return PathwayState.DRAFT if drafted else PathwayState.PUBLISHED


class PathwayStep(models.Model):
    """A badge on a pathway, or a branch of it."""

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="steps")
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, related_name="children", null=True
    )  # the branch that it is in
    position = models.PositiveSmallIntegerField()
    achievement = models.ForeignKey(
        "achievements.Achievement",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )  # None: a branch
    title = models.CharField(max_length=100, blank=True)  # of a branch
    needed = models.PositiveSmallIntegerField(null=True)  # of a branch; None: all
    is_optional = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "achievement"], name="pathways_each_badge_once"
            ),
            models.CheckConstraint(
                condition=Q(achievement__isnull=True)
                | Q(title="", needed__isnull=True),
                name="pathways_steps_are_no_branches",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.public_id}"


class Plan(models.Model):
    """What one person wants to earn, for their eyes alone."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=100)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-changed_at"])]

    def __str__(self) -> str:
        return f"plan {self.public_id}"


class PlanItem(models.Model):
    """A badge that somebody wants to earn."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    achievement = models.ForeignKey(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    target_on = models.DateField(null=True)  # by when; None: some day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "achievement"], name="pathways_planned_once"
            )
        ]

    def __str__(self) -> str:
        return f"achievement {self.achievement_id} in plan {self.plan_id}"
