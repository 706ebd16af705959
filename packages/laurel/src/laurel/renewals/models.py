"""The tables of renewals."""

from django.db import models
from django.db.models import Q

from laurel.renewals.types import CountsFrom


class RenewalPolicy(models.Model):
    """How awards of an achievement are renewed. Without a row: by hand, and nobody is reminded."""

    achievement = models.OneToOneField(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    counts_from = models.CharField(
        max_length=3,
        choices=[(c.value, c.value) for c in CountsFrom],
        default=CountsFrom.END.value,
    )
    # So many days before the end it may be renewed by itself, and not earlier.
    opens_days = models.PositiveSmallIntegerField()
    reminds = models.BooleanField()
    # As `requirements.services.dump` writes it: who meets it with what came after the award has
    # it renewed by itself. None: nobody has.
    refresher = models.JSONField(null=True)
    changed_at = models.DateTimeField()
    swept_at = models.DateTimeField(null=True)  # everybody was looked at; None: never

    def __str__(self) -> str:
        return f"how achievement {self.achievement_id} is renewed"


class Reminder(models.Model):
    """The holder of an award was told so many days before its end; several in one mail."""

    award = models.ForeignKey(
        "awards.Award", on_delete=models.PROTECT, related_name="+"
    )
    ends_on = models.DateField()  # as it was told; another end is told anew
    days = models.PositiveSmallIntegerField()  # a stage: 60, 30 or 7
    mail_key = models.CharField(max_length=200)  # of the outbox
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["award", "ends_on", "days"], name="renewals_each_stage_once"
            )
        ]
        indexes = [
            models.Index(fields=["sent_at"], name="renewals_reminders_by_time"),
        ]

    def __str__(self) -> str:
        return f"reminder of award {self.award_id}, {self.days} days before"


class Silence(models.Model):
    """Somebody wants no reminders of an issuer's at this address."""

    issuer = models.ForeignKey(
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+"
    )
    recipient_key = models.CharField(max_length=254)  # the address, normalised
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "recipient_key"], name="renewals_silent_once"
            ),
            models.CheckConstraint(
                condition=~Q(recipient_key=""), name="renewals_silence_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return f"silence of issuer {self.issuer_id}"
