"""The table of awards."""

from django.db import models
from django.db.models import Q

from laurel.awards.types import AwardState, Visibility
from laurel.foundation import ids


class Award(models.Model):
    """Our decision to recognise one recipient with one version of an achievement."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    achievement = models.ForeignKey(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        "achievements.AchievementVersion", on_delete=models.PROTECT, related_name="+"
    )
    once = models.BooleanField()  # the duplicate policy when the award was granted
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in AwardState]
    )
    recipient_name = models.CharField(max_length=200)
    recipient_email = models.CharField(max_length=254)  # as entered
    recipient_key = models.CharField(max_length=254)  # the address, normalised
    narrative = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    issued_on = models.DateField(null=True)  # None: the day it was granted
    expires_on = models.DateField(null=True)  # None: never
    # What the person is written to in; empty: as the issuer writes.
    language = models.CharField(max_length=12, blank=True)
    idempotency_key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    granted_by = models.CharField(max_length=254)  # the actor's label
    granted_at = models.DateTimeField()
    # The award whose place it took; None: it is the first of its kind.
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="renewals"
    )
    # The person was taken out; that there was an award stays. None: not.
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "idempotency_key"],
                name="awards_idempotency_key",
            ),
            models.UniqueConstraint(
                fields=["achievement", "recipient_key"],
                condition=Q(once=True) & ~Q(state__in=["revoked", "renewed"]),
                name="awards_once_per_recipient",
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=~Q(state="revoked"),
                name="awards_renewed_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(expires_on__gte=models.F("issued_on")),
                name="awards_expire_after_they_begin",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-granted_at"]),
            models.Index(fields=["state", "granted_at"]),
            models.Index(fields=["achievement", "recipient_key"]),
            models.Index(fields=["organization", "expires_on"]),
            # A backpack: everything of one person, whoever awarded it.
            models.Index(
                fields=["recipient_key", "-granted_at"], name="awards_of_one_person"
            ),
            # Everything that figures are counted from: the wide rows need not be read.
            models.Index(
                fields=[
                    "organization",
                    "issued_on",
                    "granted_at",
                    "achievement",
                    "state",
                    "recipient_key",
                ],
                name="awards_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"award {self.public_id} ({self.state})"


class Amendment(models.Model):
    """One correction of an award's facts: what they were, what they became, who said so and why.

    `before` and `after` hold the facts that changed, by name; also addresses, which events never
    carry.
    """

    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, related_name="amendments"
    )
    number = models.PositiveSmallIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField(blank=True)  # for the staff alone
    by = models.CharField(max_length=254)  # the actor's label
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "number"], name="awards_amendments_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"amendment {self.number} of award {self.award_id}"


class Waiver(models.Model):
    """Why an award was granted although something stood in the way, what that was, and who did."""

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="waiver")
    reason = models.TextField()  # for the staff alone
    obstacles = models.JSONField()  # [{"code": …, "sentence": …}], as they stood
    by = models.CharField(max_length=254)  # the actor's label
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"waiver of award {self.award_id}"


class HolderChoice(models.Model):
    """What the holder of an award lets others see. Without a row: the default."""

    award = models.OneToOneField(
        Award, on_delete=models.PROTECT, related_name="holder_choice"
    )
    visibility = models.CharField(
        max_length=8, choices=[(v.value, v.value) for v in Visibility]
    )
    name = models.BooleanField()
    narrative = models.BooleanField()
    hidden_evidence = models.JSONField(default=list)  # keys of pieces, not their places
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"what is shown of award {self.award_id} ({self.visibility})"
