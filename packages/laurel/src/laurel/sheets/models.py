"""The tables of sheets and of the achievements that come of them."""

from django.db import models
from django.db.models import Q

from laurel.foundation import ids


class Sheet(models.Model):
    """A table that somebody brought: as it was read, and what was typed over it.

    `rows` holds, for each row, its `number` in the user's program, its `cells`, and under `typed`
    what stands in a field in place of its cell. `columns` says in which column a field stands.
    """

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=200)  # the file's; empty: pasted
    header = models.JSONField()
    rows = models.JSONField()
    columns = models.JSONField()
    opened_at = models.DateTimeField()
    issuer = models.ForeignKey(  # None: not yet chosen, because not yet made
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+", null=True
    )
    publish = models.BooleanField(default=True)  # False: drafts are made
    made_at = models.DateTimeField(null=True)  # None: still being corrected
    made_by_id = models.UUIDField(null=True)  # the account
    made_by = models.CharField(max_length=254, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "opened_at"])]

    def __str__(self) -> str:
        return f"sheet {self.public_id}"


class SheetEntry(models.Model):
    """One achievement of a sheet that is made: not yet defined, defined, or refused."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    facts = models.JSONField()
    achievement_public_id = models.CharField(max_length=22, blank=True)
    refusal = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "number"], name="sheets_entry_number"
            ),
            models.CheckConstraint(
                condition=Q(achievement_public_id="") | Q(refusal=""),
                name="sheets_defined_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of sheet {self.sheet_id}"
