"""The tables of backpacks. What was awarded here has no row: it is looked up by address."""

from django.conf import settings
from django.db import models

from laurel.backpack.types import Holding, Reason, Standing
from laurel.foundation import ids


class Import(models.Model):
    """A badge that somebody brought: its bytes as they came, and what was read in them.

    What is read of it are its issuer's words once `is_vouched`; before that they are only what
    the file says of itself.
    """

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    # What came, never written again.
    data = models.BinaryField()
    digest = models.CharField(max_length=64)  # SHA-256 of the bytes
    size = models.PositiveIntegerField()
    container = models.CharField(max_length=8)  # png, svg, json, jwt
    source = models.CharField(max_length=2048, blank=True)  # the address it came from
    brought_at = models.DateTimeField()
    # What was read in it.
    kind = models.CharField(max_length=20)  # obkit.verify.Kind
    badge_id = models.CharField(max_length=2048, blank=True)
    name = models.CharField(max_length=300)
    issuer_name = models.CharField(max_length=300)
    issuer_host = models.CharField(max_length=253, blank=True)
    skills = models.JSONField(default=list)  # names
    issued_on = models.DateField(null=True)
    expires_at = models.DateTimeField(null=True)  # None: never
    picture = models.BinaryField(
        default=bytes
    )  # a small PNG of ours; empty: it has none
    has_picture = models.BooleanField(default=False)
    is_vouched = models.BooleanField(default=False)
    # How it stood when it was last looked at.
    standing = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in Standing]
    )
    holding = models.CharField(
        max_length=8, choices=[(h.value, h.value) for h in Holding]
    )
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "digest"], name="backpack_same_bytes_once"
            )
        ]
        indexes = [models.Index(fields=["checked_at"])]

    def __str__(self) -> str:
        return f"import {self.public_id} ({self.standing})"


class Removal(models.Model):
    """An award that a person took out of their backpack; the award itself stands as it is."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    award_public_id = models.CharField(max_length=22)
    reason = models.CharField(
        max_length=8, choices=[(r.value, r.value) for r in Reason]
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "award_public_id"], name="backpack_removed_once"
            )
        ]

    def __str__(self) -> str:
        return f"removal of {self.award_public_id} ({self.reason})"


class Preference(models.Model):
    """The space that a person looks at, until they choose another one."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    space = models.CharField(max_length=600, blank=True)  # empty: all of them

    def __str__(self) -> str:
        return f"preference of {self.account_id}"
