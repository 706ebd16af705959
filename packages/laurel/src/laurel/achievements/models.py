"""The tables of achievements and their versions."""

from django.db import models
from django.db.models import Q

from laurel.achievements.types import AchievementState, DuplicatePolicy
from laurel.foundation import ids


class Achievement(models.Model):
    """What can be earned. Its facts live in versions; the newest published one is awarded."""

    issuer = models.ForeignKey(
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    duplicate_policy = models.CharField(
        max_length=12,
        choices=[(p.value, p.value) for p in DuplicatePolicy],
        default=DuplicatePolicy.ONCE.value,
    )
    # Where it is earned is no part of what is signed, so it may change at any time.
    earn_url = models.CharField(max_length=500, blank=True)
    earn_clicks = models.PositiveBigIntegerField(default=0)
    is_listed = models.BooleanField(default=True)  # in the catalogue of this instance
    published_at = models.DateTimeField(null=True)  # None: a draft
    archived_at = models.DateTimeField(null=True)  # None: may be awarded
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["issuer", "created_at"])]

    def __str__(self) -> str:
        return f"achievement {self.public_id}"

    @property
    def state(self) -> AchievementState:
        """Draft, published or archived."""
        if self.archived_at is not None:
            return AchievementState.ARCHIVED
        drafted = self.published_at is None
        return AchievementState.DRAFT if drafted else AchievementState.PUBLISHED

    @property
    def current(self) -> "AchievementVersion":
        """The newest published version; of a draft the only one."""
        versions = list(self.versions.all())
        published = [version for version in versions if not version.is_draft]
        return max(published or versions, key=lambda version: version.number)

    @property
    def draft(self) -> "AchievementVersion | None":
        """The version that is being written, or None."""
        drafts = [version for version in self.versions.all() if version.is_draft]
        return drafts[0] if drafts else None


class AchievementVersion(models.Model):
    """One wording of an achievement. Locked for ever by its first award."""

    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    is_draft = models.BooleanField(default=False)  # True: nobody but editors sees it
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    criteria = models.TextField(blank=True)  # Markdown, beside the lines
    criteria_lines = models.JSONField(default=list)  # [{"text": …, "assessed": …}]
    skills = models.JSONField(default=list)  # [{"name": …, "url": …, "framework": …}]
    validity = models.JSONField(default=dict)  # types.Validity; {}: for ever
    achievement_type = models.CharField(max_length=100, default="Badge")
    credits = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    tags = models.JSONField(default=list)
    language = models.CharField(max_length=20, blank=True)
    results = models.JSONField(default=list)
    related = models.JSONField(default=list)  # [{"name": …, "url": …}]
    editions = models.JSONField(default=list)  # the same in other languages
    image_png = models.CharField(max_length=64)  # names in foundation.files
    image_svg = models.CharField(max_length=64)
    image_is_uploaded = models.BooleanField(
        default=False
    )  # False: drawn from the brand
    # design.services.keep; {}: uploaded, or drawn as follows from the name
    design = models.JSONField(default=dict)
    locked_at = models.DateTimeField(
        null=True
    )  # the first award or class; None: may be edited
    # The words of a locked version change with this moment alone: see migration 0004.
    spelling_corrected_at = models.DateTimeField(null=True)
    editing = models.JSONField(default=dict)  # of a draft: field → key of the form
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "number"], name="achievements_version_number"
            ),
            models.UniqueConstraint(
                fields=["achievement"],
                condition=Q(is_draft=True),
                name="achievements_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="achievements_versions_start_at_one"
            ),
            models.CheckConstraint(
                condition=Q(is_draft=False) | Q(locked_at__isnull=True),
                name="achievements_drafts_are_not_awarded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (version {self.number})"
