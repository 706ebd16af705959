"""The table of signing keys. The private part is only ever here sealed."""

from django.db import models
from django.db.models import Q

from laurel.foundation import ids


class KeyState(models.TextChoices):
    """Where a key stands. A retired key still verifies; it can no longer sign."""

    PENDING = "pending"
    ACTIVE = "active"
    RETIRED = "retired"


class SigningKey(models.Model):
    """One key pair of one issuer: the public part for ever, the private part while active."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    issuer_public_id = models.CharField(max_length=22)
    kind = models.CharField(max_length=16)  # obkit.keys.KeyKind
    purpose = models.CharField(max_length=32)
    algorithm = models.CharField(max_length=16)  # beside every key, for the inventory
    public_multikey = models.CharField(max_length=200, blank=True)  # empty for RSA
    public_jwk = models.JSONField()
    sealed = models.BinaryField(null=True)  # AES-256-GCM; None once the key is retired
    kek_id = models.CharField(max_length=32)  # which master key sealed it
    state = models.CharField(
        max_length=8, choices=KeyState.choices, default=KeyState.PENDING
    )
    created_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_public_id", "kind"],
                condition=Q(state="active"),
                name="keys_one_active_per_issuer_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(state="retired", sealed__isnull=True)
                | (~Q(state="retired") & Q(sealed__isnull=False)),
                name="keys_private_part_goes_with_retirement",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", activated_at__isnull=True)
                | (~Q(state="pending") & Q(activated_at__isnull=False)),
                name="keys_active_ones_were_activated",
            ),
        ]
        indexes = [models.Index(fields=["issuer_public_id", "created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} key {self.public_id} ({self.state})"
