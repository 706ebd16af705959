"""The tables of credentials and status lists."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from laurel.credentials.types import CredentialStatus, RevocationReason
from laurel.foundation import ids


class StatusList(models.Model):
    """A published bitstring of one issuer: who of its credentials is revoked.

    `version` counts the changes; the published document is a pure function of the credentials
    at that version, and is replaced by compare-and-swap on it.
    """

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    issuer = models.ForeignKey(
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=16, default="revocation")
    size = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(
        default=0
    )  # how many of its places are given out
    open = models.BooleanField(default=True)  # False: full enough; no new slots
    version = models.PositiveIntegerField(default=0)
    published = models.BinaryField(null=True)
    published_version = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "purpose"],
                condition=Q(open=True),
                name="credentials_one_open_list",
            )
        ]

    def __str__(self) -> str:
        return f"status list {self.public_id}"


class StatusSlot(models.Model):
    """One place in a status list, taken once and never given to anybody else."""

    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, related_name="slots"
    )
    index = models.PositiveIntegerField()
    award_public_id = models.CharField(max_length=22, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "index"], name="credentials_slot_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"slot {self.index} of list {self.status_list_id}"


class Credential(models.Model):
    """A signed document as it was issued. Only its status ever changes."""

    award_public_id = models.CharField(max_length=22, unique=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    issuer = models.ForeignKey(
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+"
    )
    achievement_version = models.ForeignKey(
        "achievements.AchievementVersion", on_delete=models.PROTECT, related_name="+"
    )
    slot = models.OneToOneField(
        StatusSlot, on_delete=models.PROTECT, related_name="credential"
    )
    # The document and what it says; none of it may change (a database trigger sees to it).
    document = models.BinaryField()  # Open Badges 3.0 with its proof
    jwt = models.TextField()  # the same as VC-JWT
    ob2 = models.BinaryField()  # the Open Badges 2.0 Assertion
    recipient_name = models.CharField(max_length=200)
    recipient_email = models.CharField(max_length=254)
    achievement_name = models.CharField(max_length=200)
    issuer_name = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)  # None: never expires
    created_at = models.DateTimeField()
    # What may change, once: active -> revoked.
    status = models.CharField(
        max_length=8,
        choices=[(s.value, s.value) for s in CredentialStatus],
        default=CredentialStatus.ACTIVE.value,
    )
    revoked_at = models.DateTimeField(null=True)
    revocation_reason = models.CharField(
        max_length=24,
        blank=True,
        choices=[(r.value, r.value) for r in RevocationReason],
    )
    revocation_wording = models.TextField(blank=True)  # shown to everybody
    revocation_note = models.TextField(blank=True)  # for the staff alone

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="active", revoked_at__isnull=True)
                | Q(status="revoked", revoked_at__isnull=False),
                name="credentials_revoked_ones_have_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("issued_at")),
                name="credentials_end_after_they_begin",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-created_at"])]

    def __str__(self) -> str:
        return f"credential of award {self.award_public_id} ({self.status})"

    def expired(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.valid_until is not None and now > self.valid_until

    @property
    def is_revoked(self) -> bool:
        """Whether the issuer has revoked it."""
        return self.status == CredentialStatus.REVOKED.value
