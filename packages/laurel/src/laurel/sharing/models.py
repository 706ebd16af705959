"""The tables of short links, of links for employers, and of how often badges were taken where."""

import datetime as dt

from django.db import models

from laurel.foundation import ids
from laurel.sharing import codes
from laurel.sharing.types import Target


class ShortLink(models.Model):
    """The code of an award: short enough for a résumé, and to be typed from paper."""

    code = models.CharField(
        max_length=codes.LENGTH, unique=True, default=codes.new_code
    )
    award_public_id = models.CharField(max_length=22, unique=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"short link of award {self.award_public_id}"


class EmployerLink(models.Model):
    """A link for one employer that the holder of an award made, and may end at any time."""

    token = models.CharField(max_length=22, unique=True, default=ids.public_id)
    award_public_id = models.CharField(max_length=22, db_index=True)
    purpose = models.CharField(max_length=100, blank=True)  # for the holder alone
    ends_on = models.DateField(
        null=True
    )  # the last day; None: it does not end by itself
    ended_on = models.DateField(null=True)  # ended by hand; None: it was not
    opened = models.PositiveIntegerField(default=0)  # times; by whom is kept nowhere
    opened_on = models.DateField(null=True)  # the last time; None: never
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link for an employer to award {self.award_public_id}"

    def opens(self, today: dt.date) -> bool:
        """Whether it still shows the badge."""
        return self.ended_on is None and (self.ends_on is None or today <= self.ends_on)


class ShareCount(models.Model):
    """How often one award was taken to one place. Who did, and when, is not kept."""

    award_public_id = models.CharField(max_length=22)
    achievement = models.ForeignKey(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    target = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Target]
    )
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award_public_id", "target"], name="sharing_one_count_each"
            )
        ]
        indexes = [
            models.Index(fields=["organization", "target"]),
            models.Index(fields=["achievement", "target"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} times {self.target} of award {self.award_public_id}"
