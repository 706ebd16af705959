"""The table of intents: what we are about to sign, written before it is signed."""

from django.db import models


class Intent(models.Model):
    """Everything that makes a credential's bytes, so that a repeat makes the same bytes."""

    award_public_id = models.CharField(max_length=22, unique=True)
    unsigned = (
        models.BinaryField()
    )  # the document as it will be signed, without its proof
    ob2 = models.BinaryField()  # the Open Badges 2.0 Assertion of the same award
    created_at = models.DateTimeField()  # the proof's `created`
    finished_at = models.DateTimeField(
        null=True
    )  # None: the credential is not stored yet

    def __str__(self) -> str:
        return f"intent for award {self.award_public_id}"
