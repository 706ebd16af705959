"""The tables of credentials and status lists."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from laurel.credentials.types import Cause, CredentialStatus, RevocationReason
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
    award_public_id = models.CharField(max_length=22)
    generation = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "index"], name="credentials_slot_taken_once"
            ),
            models.UniqueConstraint(
                fields=["award_public_id", "generation"],
                name="credentials_one_slot_each",
            ),
        ]

    def __str__(self) -> str:
        return f"slot {self.index} of list {self.status_list_id}"


class Credential(models.Model):
    """A signed document as it was issued. Only its status ever changes.

    An award whose facts were corrected, or which was reinstated, has several generations. The
    last one counts; the others stay as they are, with the status *superseded*.
    """

    award_public_id = models.CharField(max_length=22)
    generation = models.PositiveSmallIntegerField(default=1)
    cause = models.CharField(
        max_length=10,
        choices=[(c.value, c.value) for c in Cause],
        default=Cause.ISSUED.value,
    )
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
    # What may change: active -> suspended -> revoked -> superseded, and never back; a database
    # trigger sees to it. Whatever is not active has its bit set in the status list.
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in CredentialStatus],
        default=CredentialStatus.ACTIVE.value,
    )
    superseded_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    suspension_wording = models.TextField(blank=True)  # shown to everybody
    suspension_note = models.TextField(blank=True)  # for the staff alone
    reinstated_at = models.DateTimeField(
        null=True
    )  # decided; the next generation follows
    reinstatement_note = models.TextField(blank=True)  # for the staff alone
    revoked_at = models.DateTimeField(null=True)
    revocation_reason = models.CharField(
        max_length=24,
        blank=True,
        choices=[(r.value, r.value) for r in RevocationReason],
    )
    revocation_wording = models.TextField(blank=True)  # shown to everybody
    revocation_note = models.TextField(blank=True)  # for the staff alone
    # The person was taken out, and with them the documents; once, and for ever.
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status="active",
                    revoked_at__isnull=True,
                    suspended_at__isnull=True,
                    superseded_at__isnull=True,
                )
                | Q(
                    status="suspended",
                    suspended_at__isnull=False,
                    revoked_at__isnull=True,
                    superseded_at__isnull=True,
                )
                | Q(
                    status="revoked",
                    revoked_at__isnull=False,
                    superseded_at__isnull=True,
                )
                | Q(status="superseded", superseded_at__isnull=False),
                name="credentials_every_status_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["award_public_id", "generation"],
                name="credentials_one_of_each_generation",
            ),
            models.UniqueConstraint(
                fields=["award_public_id"],
                condition=~Q(status="superseded"),
                name="credentials_one_that_counts",
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
    def is_active(self) -> bool:
        """Whether the issuer stands by it (it may be expired)."""
        return self.status == CredentialStatus.ACTIVE.value

    @property
    def is_suspended(self) -> bool:
        """Whether the issuer has suspended it for now."""
        return self.status == CredentialStatus.SUSPENDED.value

    @property
    def is_revoked(self) -> bool:
        """Whether the issuer has revoked it."""
        return self.status == CredentialStatus.REVOKED.value
