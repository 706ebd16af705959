"""The tables of families, their tiers, and the gaps that revoking a lower badge leaves."""

from django.db import models
from django.db.models import Q

from laurel.families.types import Policy
from laurel.foundation import ids


class Family(models.Model):
    """Tiers of one thing, such as Completed, Demonstrated and Implemented of a course."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=200)
    policy = models.CharField(
        max_length=8, choices=[(p.value, p.value) for p in Policy]
    )
    created_at = models.DateTimeField()
    dissolved_at = models.DateTimeField(null=True)  # None: its policy is kept

    class Meta:
        indexes = [models.Index(fields=["organization", "name"])]

    def __str__(self) -> str:
        return self.name


class Tier(models.Model):
    """One badge of a family; 1 is the lowest."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="tiers")
    achievement = models.OneToOneField(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["family", "number"], name="families_tier_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="families_tiers_start_at_one"
            ),
        ]

    def __str__(self) -> str:
        return f"tier {self.number} of family {self.family_id}"


class Gap(models.Model):
    """A higher award under which a lower one was revoked, until that is settled."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="gaps")
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    award = models.ForeignKey(
        "awards.Award", on_delete=models.PROTECT, related_name="+"
    )
    lower = models.ForeignKey(
        "awards.Award", on_delete=models.PROTECT, related_name="+"
    )
    policy = models.CharField(
        max_length=8, choices=[(p.value, p.value) for p in Policy]
    )  # what was done then: flag or suspend
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)  # of who decided

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "lower"],
                condition=Q(closed_at__isnull=True),
                name="families_gap_open_once",
            )
        ]
        indexes = [
            models.Index(fields=["family", "closed_at"]),
            models.Index(fields=["award"]),
        ]

    def __str__(self) -> str:
        return f"gap {self.public_id}"
