"""The tables of duplicates: what awards are compared by, and what people are asked."""

from django.db import models

from laurel.duplicates.types import Decision, Source
from laurel.foundation import ids


class Likeness(models.Model):
    """The forms of an award's facts under which another one for the same person is found."""

    award_public_id = models.CharField(max_length=22, unique=True)
    achievement = models.ForeignKey(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField(max_length=254)
    mailbox = models.CharField(max_length=254)
    name = models.CharField(max_length=400)  # letters may become two where accents go
    person = models.CharField(max_length=100, blank=True)  # their number in the record
    day = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["achievement", "person"]),
            models.Index(fields=["achievement", "mailbox"]),
            models.Index(fields=["achievement", "name"]),
        ]

    def __str__(self) -> str:
        return f"likeness of award {self.award_public_id}"


class DuplicateCase(models.Model):
    """Two awards that may be one, and what people made of it. A pair is asked about once."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in Source]
    )
    first = models.CharField(max_length=22)  # public ids of awards, the older one first
    second = models.CharField(max_length=22, blank=True)  # empty: nobody knows it
    signs = models.JSONField(default=list)
    words = models.TextField(blank=True)  # of whoever reported it
    decision = models.CharField(
        max_length=10,
        choices=[(d.value, d.value) for d in Decision],
        default=Decision.OPEN.value,
    )
    decided_by = models.CharField(max_length=254, blank=True)  # the actor's label
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="duplicates_one_case_a_pair"
            )
        ]
        indexes = [models.Index(fields=["organization", "decision"])]

    def __str__(self) -> str:
        return f"duplicate case {self.public_id} ({self.decision})"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.decision == Decision.OPEN.value
