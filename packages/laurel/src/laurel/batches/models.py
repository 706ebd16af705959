"""The tables of batches and their rows."""

from django.db import models

from laurel.batches.types import BatchState, Duplicates, RowState, Verdict, When
from laurel.foundation import clock, ids


class Batch(models.Model):
    """A table of people who shall get one badge, and how far that is.

    How many rows are how is never stored here: it is counted from the rows.
    """

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    achievement = models.ForeignKey(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=100)  # the same form sent twice is one batch
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in BatchState]
    )
    # What came.
    name = models.CharField(max_length=200, blank=True)  # the file's; empty: pasted
    source = models.CharField(max_length=64, blank=True)  # its name in foundation.files
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # field → column of the table
    date_order = models.CharField(max_length=5, blank=True)
    problem = models.TextField(blank=True)  # why it could not be read
    # What was decided.
    duplicates = models.CharField(
        max_length=8,
        choices=[(d.value, d.value) for d in Duplicates],
        default=Duplicates.SKIP.value,
    )
    when = models.CharField(
        max_length=8,
        choices=[(w.value, w.value) for w in When],
        default=When.NOW.value,
    )
    at = models.DateTimeField(null=True)  # with `when=at`
    release_at = models.DateTimeField(
        null=True
    )  # while it waits: nothing leaves before
    returned_words = models.TextField(blank=True)
    made_by = models.UUIDField(null=True)  # an account; None: the system
    made_by_label = models.CharField(max_length=200)
    decided_by = models.UUIDField(null=True)  # who pressed Award, or approved
    decided_by_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    # How it is carried out.
    run = models.PositiveIntegerField(
        default=0
    )  # grows at each start: old jobs are dead
    # How it is taken back.
    revocation_reason = models.CharField(max_length=24, blank=True)
    revocation_wording = models.TextField(blank=True)
    revoked_by = models.UUIDField(null=True)
    revoked_by_label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "key"], name="batches_made_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waiting")
                | models.Q(release_at__isnull=False),
                name="batches_waiting_have_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-created_at"]),
            models.Index(fields=["achievement", "source"]),
        ]

    def __str__(self) -> str:
        return f"batch {self.public_id} ({self.state})"


class BatchRow(models.Model):
    """One person of a batch."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as the person's own program shows it
    cells = models.JSONField(default=list)  # as they came
    values = models.JSONField(default=dict)  # field → text, as it stands now
    accepted = models.JSONField(default=list)  # fields that somebody said are right
    recipient_key = models.CharField(max_length=254, blank=True)
    verdict = models.CharField(
        max_length=9,
        choices=[(v.value, v.value) for v in Verdict],
        default=Verdict.UNCHECKED.value,
    )
    findings = models.JSONField(default=list)
    held = models.CharField(max_length=22, blank=True)  # the award they have already
    state = models.CharField(
        max_length=7,
        choices=[(s.value, s.value) for s in RowState],
        default=RowState.OPEN.value,
    )
    award_public_id = models.CharField(max_length=22, blank=True)
    problem = models.TextField(blank=True)  # why it failed

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="batches_row_number"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="granted") | ~models.Q(award_public_id=""),
                name="batches_granted_rows_have_an_award",
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "state", "verdict", "number"]),
            models.Index(fields=["batch", "recipient_key"]),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of batch {self.batch_id} ({self.state})"
