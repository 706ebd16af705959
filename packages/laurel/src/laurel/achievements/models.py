"""The tables of achievements and their versions."""

from django.db import models
from django.db.models import Q

from laurel.achievements.types import DuplicatePolicy
from laurel.foundation import ids


class Achievement(models.Model):
    """What can be earned. Its facts live in versions; the newest is the one to award."""

    issuer = models.ForeignKey(
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    duplicate_policy = models.CharField(
        max_length=12,
        choices=[(p.value, p.value) for p in DuplicatePolicy],
        default=DuplicatePolicy.ONCE.value,
    )
    archived_at = models.DateTimeField(null=True)  # None: may be awarded
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["issuer", "created_at"])]

    def __str__(self) -> str:
        return f"achievement {self.public_id}"

    @property
    def current(self) -> "AchievementVersion":
        """The newest version."""
        return max(self.versions.all(), key=lambda version: version.number)


class AchievementVersion(models.Model):
    """One wording of an achievement. Locked for ever by its first award."""

    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    description = models.TextField()
    criteria = models.TextField()  # Markdown
    skills = models.JSONField(default=list)  # [{"name": …, "url": …}]
    image_png = models.CharField(max_length=64)  # names in foundation.files
    image_svg = models.CharField(max_length=64)
    image_is_uploaded = models.BooleanField(
        default=False
    )  # False: drawn from the brand
    # design.services.keep; {}: uploaded, or drawn as follows from the name
    design = models.JSONField(default=dict)
    locked_at = models.DateTimeField(null=True)  # the first award; None: may be edited
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "number"], name="achievements_version_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="achievements_versions_start_at_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (version {self.number})"
