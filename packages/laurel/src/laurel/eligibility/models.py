"""The tables of rules, of what was accepted in place of something, and of why awards were given."""

from django.db import models
from django.db.models import Q

from laurel.foundation import ids
from laurel.requirements.types import Kind


class Rule(models.Model):
    """What has to be met before an achievement is awarded; without a row: nothing."""

    achievement = models.OneToOneField(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )
    requirement = models.JSONField()  # as `requirements.services.dump` writes it
    is_automatic = models.BooleanField()  # awarded as soon as it is met
    number = models.PositiveIntegerField()  # how often it was said; goes up only
    changed_by = models.CharField(max_length=254)  # the actor's label
    changed_at = models.DateTimeField()
    swept_at = models.DateTimeField(null=True)  # everybody was looked at; None: never

    class Meta:
        indexes = [models.Index(fields=["is_automatic", "swept_at"])]

    def __str__(self) -> str:
        return f"rule {self.number} of achievement {self.achievement_id}"


class Equivalence(models.Model):
    """Something else of one person that counts as what is asked for, as somebody decided."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    learner_name = models.CharField(max_length=200)
    learner_email = models.CharField(max_length=254)
    learner_key = models.CharField(max_length=254)  # the address, normalised
    kind = models.CharField(max_length=13, choices=[(k.value, k.value) for k in Kind])
    subject = models.CharField(max_length=500)  # as in the rule
    note = models.TextField()  # what it is, and why it counts
    accepted_by = models.CharField(max_length=254)  # the actor's label
    accepted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)  # None: it counts

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "learner_key", "kind", "subject"],
                condition=Q(withdrawn_at__isnull=True),
                name="eligibility_accepted_once",
            )
        ]
        indexes = [models.Index(fields=["organization", "learner_key"])]

    def __str__(self) -> str:
        return f"equivalent {self.public_id}"


class Explanation(models.Model):
    """Why an award could be given: its rule as it stood then, and what was found for each part."""

    award_public_id = models.CharField(max_length=22, unique=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    rule_number = models.PositiveIntegerField()
    rule_changed_by = models.CharField(max_length=254)  # the actor's label
    rule_changed_at = models.DateTimeField()
    is_met = models.BooleanField()  # False: awarded by a waiver
    is_automatic = models.BooleanField()  # nobody pressed a button
    lines = models.JSONField()  # types.Line, one for each part of the rule
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"why award {self.award_public_id}"
