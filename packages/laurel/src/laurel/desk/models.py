"""The tables of the help desk."""

from django.db import models

from laurel.desk.types import Kind, Outcome, Side, State
from laurel.foundation import ids


class Ticket(models.Model):
    """Something that somebody asked an issuer for, until it is settled."""

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    issuer = models.ForeignKey(
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+"
    )
    award = models.ForeignKey(
        "awards.Award", on_delete=models.PROTECT, related_name="+", null=True
    )  # None: about no badge in particular
    kind = models.CharField(max_length=6, choices=[(k.value, k.value) for k in Kind])
    state = models.CharField(max_length=11, choices=[(s.value, s.value) for s in State])
    outcome = models.CharField(
        max_length=10, blank=True, choices=[(o.value, o.value) for o in Outcome]
    )  # empty until it is closed
    name = models.CharField(max_length=200, blank=True)  # of who asks; may be empty
    email = models.CharField(max_length=254)  # where answers go
    email_key = models.CharField(max_length=254)  # the same, in one spelling
    name_before = models.CharField(max_length=200, blank=True)
    name_wanted = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)  # they used the link that was mailed
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True)),
                name="desk_closed_tickets_have_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "-changed_at"]),
            models.Index(fields=["state", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"ticket {self.public_id} ({self.kind}, {self.state})"


class TicketMessage(models.Model):
    """One message of a ticket, by who asks or by the staff; never changed."""

    ticket = models.ForeignKey(
        Ticket, on_delete=models.CASCADE, related_name="messages"
    )
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=5, choices=[(s.value, s.value) for s in Side])
    by = models.CharField(max_length=254, blank=True)  # the label of the staff
    through_link = models.BooleanField(default=False)  # the asker's address is proven
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "number"], name="desk_messages_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"message {self.number} of ticket {self.ticket_id}"
