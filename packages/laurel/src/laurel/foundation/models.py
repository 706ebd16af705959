"""The rows under everything: what happened, what is to be done, what is mailed."""

from typing import ClassVar

from django.db import models

from laurel.foundation import clock, ids


class EventRecord(models.Model):
    """One thing that happened: audit log, outbox and notification trigger in one.

    Rows are written in the transaction of the change and never altered, except that
    `sequence` and `chain` are given by the sequencer once, after the commit: gapless
    numbers, and a hash over the row before, so that a row cannot quietly go missing.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    sequence = models.PositiveBigIntegerField(null=True, unique=True)
    chain = models.BinaryField(null=True, max_length=32)
    name = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_label = models.CharField(max_length=200, blank=True)
    organization_id = models.UUIDField(null=True)
    payload = models.JSONField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(
                fields=["organization_id", "-at"], name="event_of_organization"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(sequence__isnull=True, chain__isnull=True)
                | models.Q(sequence__isnull=False, chain__isnull=False),
                name="event_numbered_and_chained_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class JobState(models.TextChoices):
    """How far a job is. `dead`: given up after all its attempts."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class JobPriority(models.IntegerChoices):
    """Who goes first where many wait. `bulk`: one of thousands, for which nobody sits and waits."""

    BULK = -10
    NORMAL = 0
    URGENT = 10


class Job(models.Model):
    """One thing to be done, once, after the transaction that asked for it.

    The row is the truth; the task queue only wakes a worker up for it.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    key = models.CharField(max_length=200, unique=True)
    function = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=20, default="default")
    priority = models.SmallIntegerField(
        choices=JobPriority.choices, default=JobPriority.NORMAL
    )
    state = models.CharField(
        max_length=10, choices=JobState.choices, default=JobState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    woken_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(state="queued"),
                name="job_queued",
            ),
            models.Index(
                fields=["queue", "id"],
                condition=models.Q(priority=JobPriority.BULK) & ~models.Q(state="done"),
                name="job_bulk",
            ),
            models.Index(
                fields=["leased_until"],
                condition=models.Q(state="running"),
                name="job_running",
            ),
            models.Index(
                fields=["finished_at"],
                condition=models.Q(state="done"),
                name="job_done",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="running")
                | models.Q(leased_until__isnull=False),
                name="job_running_has_a_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} {self.key} ({self.state})"


class MailState(models.TextChoices):
    """Where a mail is, as far as anybody told us.

    `sent`: our server took it. `deferred`: it put us off, and we try again. `delayed`: a server
    further on is still trying. `bounced`: a server refused it for good. `failed`: we gave up.
    `kept`: shown in the mail viewer, never sent anywhere.
    """

    QUEUED = "queued"
    SENT = "sent"
    DEFERRED = "deferred"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    FAILED = "failed"
    KEPT = "kept"


TROUBLE = (
    MailState.DEFERRED, MailState.DELAYED, MailState.BOUNCED, MailState.FAILED,
)  # fmt: skip


class OutgoingMail(models.Model):
    """One mail to one person, written in the transaction that causes it."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    key = models.CharField(max_length=200, unique=True)
    about = models.CharField(max_length=200, blank=True, db_index=True)
    message_id = models.CharField(max_length=255, unique=True)
    sender_name = models.CharField(max_length=200, blank=True)
    sender_address = models.CharField(max_length=254)
    reply_to = models.CharField(max_length=254, blank=True)
    recipient_name = models.CharField(max_length=200, blank=True)
    recipient_address = models.CharField(max_length=254)
    subject = models.CharField(max_length=500)
    # Where one click ends such mails (RFC 8058); empty: they are about what somebody did.
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    text = models.TextField()
    html = models.TextField(blank=True)
    pictures = models.JSONField(default=list, blank=True)
    state = models.CharField(
        max_length=10, choices=MailState.choices, default=MailState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    server_said = models.TextField(blank=True)
    next_try = models.DateTimeField(null=True)  # only while it is deferred
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["about"],
                condition=models.Q(state__in=[state.value for state in TROUBLE]),
                name="mail_in_trouble",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} ({self.state})"


class MailStepKind(models.TextChoices):
    """What became of a mail. `unclear`: something came back that does not say what it means."""

    SENT = "sent"
    DEFERRED = "deferred"
    DELAYED = "delayed"
    BOUNCED = "bounced"
    FAILED = "failed"
    KEPT = "kept"
    UNCLEAR = "unclear"


class MailStep(models.Model):
    """One line of a mail's delivery log, never altered: what was said, and when."""

    mail = models.ForeignKey(
        OutgoingMail, on_delete=models.CASCADE, related_name="steps"
    )
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=10, choices=MailStepKind.choices)
    said = models.TextField(blank=True)
    next_try = models.DateTimeField(null=True)
    report = models.CharField(max_length=64, blank=True)  # digest of what came back

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["mail", "report"],
                condition=~models.Q(report=""),
                name="mail_step_once_for_a_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.kind}"


class Edition(models.Model):
    """How often something changed that public pages tell of badges; there is one row."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"edition {self.number}"


class Bookmark(models.Model):
    """How far something outside that only grows has been read."""

    name = models.CharField(max_length=200, unique=True)
    position = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.position}"
