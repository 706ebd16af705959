"""What was done with the link in an award's mail."""

from django.db import models


class Reception(models.Model):
    """When the link in the mails of an award was first followed, and the badge first taken.

    Nothing else is known of whoever did: no address, no browser, and no second time.
    """

    award_public_id = models.CharField(max_length=22, unique=True)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organization"])]

    def __str__(self) -> str:
        return f"reception of award {self.award_public_id}"
