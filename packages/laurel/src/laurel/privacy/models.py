"""The tables of what people asked about their data."""

from django.db import models

from laurel.foundation import ids
from laurel.privacy.types import ArchiveState, ErasureState, Ground


class Archive(models.Model):
    """One file with everything that is kept about whoever signed in and asked for it."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    account_id = models.UUIDField(db_index=True)
    state = models.CharField(
        max_length=6,
        choices=[(s.value, s.value) for s in ArchiveState],
        default=ArchiveState.MAKING.value,
    )
    step = models.PositiveSmallIntegerField(default=0)  # how many apps are through
    steps = models.PositiveSmallIntegerField()
    bytes = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"archive {self.public_id} ({self.state})"


class Erasure(models.Model):
    """The wish that nothing tells of a person any more, and what came of it.

    Either of whoever signed in, about everything; or of an organization, about what it keeps of
    whoever has an address. Afterwards the row says that something was erased, and not of whom.
    """

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    account_id = models.UUIDField(null=True)  # None: an organization asked
    organization = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    address = models.CharField(max_length=254, blank=True)  # until it is done
    ground = models.CharField(
        max_length=14, blank=True, choices=[(g.value, g.value) for g in Ground]
    )
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in ErasureState]
    )
    code = models.CharField(max_length=64, blank=True)  # a keyed hash of it
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    coded_at = models.DateTimeField(null=True)  # when the newest code was mailed
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=254, blank=True)  # the label of the staff
    by_id = models.UUIDField(null=True)
    awards = models.PositiveIntegerField(default=0)  # that lost their person

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account_id"],
                condition=models.Q(state__in=["asked", "waiting"]),
                name="privacy_one_wish_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "called_off"])
                | models.Q(address="", code=""),
                name="privacy_nothing_stays_of_it",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-asked_at"])]

    def __str__(self) -> str:
        return f"erasure {self.public_id} ({self.state})"
