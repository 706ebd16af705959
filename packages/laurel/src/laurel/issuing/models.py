"""The tables of the journey: what we are about to sign, and what we are about to revoke."""

from django.db import models

from laurel.credentials.types import Cause, RevocationReason
from laurel.foundation import ids
from laurel.issuing.types import Outcome


class Intent(models.Model):
    """Everything that makes a credential's bytes, so that a repeat makes the same bytes."""

    award_public_id = models.CharField(max_length=22)
    generation = models.PositiveSmallIntegerField(default=1)
    cause = models.CharField(
        max_length=10,
        choices=[(c.value, c.value) for c in Cause],
        default=Cause.ISSUED.value,
    )
    unsigned = (
        models.BinaryField()
    )  # the document as it will be signed, without its proof
    ob2 = models.BinaryField()  # the Open Badges 2.0 Assertion of the same award
    created_at = models.DateTimeField()  # the proof's `created`
    finished_at = models.DateTimeField(
        null=True
    )  # None: the credential is not stored yet

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award_public_id", "generation"],
                name="issuing_one_intent_each",
            )
        ]

    def __str__(self) -> str:
        return f"intent {self.generation} for award {self.award_public_id}"


class Withdrawal(models.Model):
    """The wish to revoke many awards for one reason; a job works it off."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(
        max_length=24, choices=[(r.value, r.value) for r in RevocationReason]
    )
    public_wording = models.TextField()
    private_note = models.TextField(blank=True)
    actor_id = models.UUIDField(null=True)  # None: the system itself
    actor_label = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)  # None: there is more to do

    def __str__(self) -> str:
        return f"withdrawal {self.public_id}"


class Withdrawn(models.Model):
    """One award of a withdrawal, and what became of it."""

    withdrawal = models.ForeignKey(
        Withdrawal, on_delete=models.CASCADE, related_name="items"
    )
    award_public_id = models.CharField(max_length=22)
    outcome = models.CharField(
        max_length=8, blank=True, choices=[(o.value, o.value) for o in Outcome]
    )  # empty: not tried yet

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["withdrawal", "award_public_id"],
                name="issuing_withdrawn_once",
            )
        ]
        indexes = [models.Index(fields=["withdrawal", "outcome"])]

    def __str__(self) -> str:
        return f"{self.award_public_id} ({self.outcome or 'waiting'})"
