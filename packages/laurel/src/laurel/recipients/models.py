"""The tables of recipients."""

from django.db import models

from laurel.foundation import ids


class Recipient(models.Model):
    """A person as the institution's record has them; its own number is what stays the same."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    external_id = models.CharField(max_length=100)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254)
    key = models.CharField(max_length=254)  # the address, normalised
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "external_id"], name="recipients_one_a_number"
            )
        ]
        indexes = [models.Index(fields=["organization", "key"])]

    def __str__(self) -> str:
        return f"recipient {self.external_id}"


class FormerAddress(models.Model):
    """An address that was a recipient's until the record said another one. Never altered."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    recipient = models.ForeignKey(
        Recipient, on_delete=models.CASCADE, related_name="former"
    )
    email = models.CharField(max_length=254)
    key = models.CharField(max_length=254)  # the address, normalised
    until = models.DateTimeField()
    by = models.CharField(max_length=254)  # the actor's label

    class Meta:
        indexes = [models.Index(fields=["organization", "key", "until"])]

    def __str__(self) -> str:
        return f"former address of {self.recipient_id}"


class AddressList(models.Model):
    """A list that somebody brought: looked at first, then taken over, once."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)  # of the file
    rows = models.JSONField()  # [row, external id, name, address, former address]
    faults = models.JSONField(default=list)  # sentences that name the cell
    changes = models.JSONField(default=list)  # what it did, once it was taken over
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=254)  # the actor's label
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"list {self.public_id}"
