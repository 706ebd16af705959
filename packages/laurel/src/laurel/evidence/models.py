"""The tables of tasks, of who is to hand in, of what was handed in and what was found of it."""

from django.db import models
from django.db.models import Q

from laurel.evidence.types import Kind, Scan, State, Verdict
from laurel.foundation import ids


class Task(models.Model):
    """What is to be handed in for an achievement."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    achievement = models.ForeignKey(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    title = models.CharField(max_length=200)
    instructions = models.TextField(blank=True)
    asked = models.JSONField()  # of `types.Asked`
    # After the end of the class; None: at any time.
    months = models.PositiveSmallIntegerField(null=True)
    reminders = models.JSONField(default=list)  # days before the last day
    reviews_needed = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)  # None: it is asked for

    class Meta:
        indexes = [models.Index(fields=["achievement", "archived_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviews_needed__in=(1, 2)),
                name="evidence_one_or_two_reviews",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    """One person who is to hand in for a task, and until when."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)  # where mails go
    key = models.CharField(max_length=254)  # the same, normalised
    class_public_id = models.CharField(max_length=22, blank=True)  # empty: by hand
    time_zone = models.CharField(max_length=64)  # IANA; where the last day ends
    asked_on = models.DateField()  # the first mail goes out that day
    last_day = models.DateField(null=True)  # None: without an end
    # The last mail about it: None before the first; then so many days before the end, or the
    # number beyond any of them where it was only asked for.
    told_days = models.PositiveSmallIntegerField(null=True)
    # The list of addresses that changed theirs last; empty: none did.
    moved_by = models.CharField(max_length=22, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "key"], name="evidence_once_for_a_person"
            )
        ]
        indexes = [
            models.Index(fields=["key"]),
            models.Index(fields=["asked_on"]),
            models.Index(fields=["last_day"]),
        ]

    def __str__(self) -> str:
        return f"assignment {self.public_id}"


class Extension(models.Model):
    """More time for one person: until when, why, and who said so."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="extensions"
    )
    before = models.DateField(null=True)
    until = models.DateField()
    reason = models.TextField()
    by = models.CharField(max_length=254)  # the actor's label
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"extension of assignment {self.assignment_id} until {self.until}"


class Submission(models.Model):
    """What somebody hands in: a draft until it is sent; then it stays as it was sent."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="submissions"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State])
    asked = models.JSONField()  # of `types.Asked`, as it was read when it was sent
    answers = models.JSONField(default=dict)  # question id → text
    is_shown = models.BooleanField(default=False)  # with the badge, from the beginning
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "number"], name="evidence_submissions_in_order"
            ),
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(state__in=("draft", "sent")),
                name="evidence_one_submission_under_way",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at__isnull=True)
                | (~Q(state="draft") & Q(sent_at__isnull=False)),
                name="evidence_what_was_sent_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "sent_at"])]

    def __str__(self) -> str:
        return f"submission {self.public_id} ({self.state})"


class Attachment(models.Model):
    """A file or a link that belongs to a submission."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="attachments"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    kind = models.CharField(max_length=5, choices=[(k.value, k.value) for k in Kind])
    name = models.CharField(max_length=200)
    url = models.CharField(max_length=1000, blank=True)  # of a link
    digest = models.CharField(max_length=64, blank=True)  # foundation.files
    preview = models.CharField(max_length=64, blank=True)  # a PNG of ours
    media_type = models.CharField(max_length=40, blank=True)  # as its bytes say
    size = models.PositiveIntegerField(default=0)
    scan = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Scan])
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["digest"]),
            models.Index(
                fields=["created_at"],
                condition=Q(scan="held"),
                name="evidence_files_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Reviewer(models.Model):
    """Somebody outside who reviews what is handed in for a task, by a link that ends."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reviewers")
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    invited_by = models.CharField(max_length=254)  # the actor's label
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reviewer {self.public_id}"


class Review(models.Model):
    """What one reviewer found; never changed."""

    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="reviews"
    )
    verdict = models.CharField(
        max_length=6, choices=[(v.value, v.value) for v in Verdict]
    )
    marks = models.JSONField()  # question or line id → `types.Mark`
    comment = models.TextField(blank=True)  # its author reads it
    by = models.CharField(max_length=254)  # the reviewer's label
    account_id = models.UUIDField(null=True)  # None: an outside reviewer
    reviewer = models.ForeignKey(
        Reviewer, on_delete=models.PROTECT, related_name="reviews", null=True
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"review of submission {self.submission_id} ({self.verdict})"
