"""The table of what issuers say in their mails."""

from django.db import models


class MailWording(models.Model):
    """An issuer's own words for one kind of mail in one language."""

    issuer_public_id = models.CharField(max_length=22)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    parts = models.JSONField()  # of `types.Wording`
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_public_id", "kind", "language"],
                name="notifications_one_wording_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} mail of issuer {self.issuer_public_id} ({self.language})"
