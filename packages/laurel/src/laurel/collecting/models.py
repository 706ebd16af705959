"""The tables of collections, of what is in them, and of their links."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from laurel.collecting.types import Rule, RuleKind, Visibility
from laurel.foundation import ids


class Collection(models.Model):
    """Badges that one person shows together, for a purpose."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=100)
    purpose = models.TextField(blank=True)
    shows_name = models.BooleanField(default=False)
    visibility = models.CharField(
        max_length=8, choices=[(v.value, v.value) for v in Visibility]
    )
    rule_kind = models.CharField(
        max_length=6, blank=True, choices=[(k.value, k.value) for k in RuleKind]
    )  # empty: it does not grow by itself
    rule_value = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rule_kind="", rule_value="")
                | (~Q(rule_kind="") & ~Q(rule_value="")),
                name="collecting_rules_are_whole",
            )
        ]
        indexes = [models.Index(fields=["account", "-changed_at"])]

    def __str__(self) -> str:
        return f"collection {self.public_id}"

    @property
    def rule(self) -> Rule | None:
        """By what it grows by itself; None: it does not."""
        if not self.rule_kind:
            return None
        return Rule(RuleKind(self.rule_kind), self.rule_value)


class CollectionItem(models.Model):
    """One badge in a collection, by the name that the backpack has for it."""

    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="items"
    )
    ref = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    is_left_out = models.BooleanField(
        default=False
    )  # taken out, whatever the rule says

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "ref"], name="collecting_each_badge_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref} in collection {self.collection_id}"


class CollectionLink(models.Model):
    """An address of a collection that its holder made for one purpose, and that ends."""

    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="links"
    )
    token = models.CharField(max_length=22, unique=True, default=ids.public_id)
    purpose = models.CharField(max_length=100)  # for its holder alone
    ends_on = models.DateField()  # the last day on which it opens
    opened = models.PositiveIntegerField(default=0)  # times; by whom is kept nowhere
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["collection", "created_at"])]

    def __str__(self) -> str:
        return f"link to collection {self.collection_id} until {self.ends_on}"

    def opens(self, today: dt.date) -> bool:
        """Whether it still leads to the collection."""
        return self.revoked_at is None and today <= self.ends_on
