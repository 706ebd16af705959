"""The tables of issuers, of what their sites proved, and of their help pages."""

from django.db import models

from laurel.foundation import ids
from laurel.issuers.types import DomainState


class Issuer(models.Model):
    """A public identity that signs. What is said here stands in every credential."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=200)
    url = models.CharField(max_length=500)
    email = models.CharField(max_length=254)
    description = models.TextField(blank=True)
    brand_colour = models.CharField(max_length=7)  # #rrggbb
    accent_colour = models.CharField(max_length=7)
    mark = models.CharField(max_length=3)  # letters on the art until there is a logo
    logo = models.CharField(max_length=64, blank=True)  # foundation.files; a PNG
    contact_name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")  # its calendar's days
    language = models.CharField(max_length=12, default="en")  # of its mails
    shows_programs = models.BooleanField(default=False)  # on its award pages
    archived_at = models.DateTimeField(null=True)  # None: may define and award
    # The rest of the style. Empty parts: what follows from the name of each badge.
    badge_shape = models.CharField(max_length=8, blank=True)  # design.types.Shape
    background = models.CharField(max_length=64, blank=True)  # behind new badges; a PNG
    signature = models.CharField(max_length=64, blank=True)  # under certificates; a PNG
    signer_name = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    linkedin_id = models.CharField(max_length=20, blank=True)  # the number of its page
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "name"])]

    def __str__(self) -> str:
        return self.name


class DomainProof(models.Model):
    """What an issuer's own site said when it was asked whose it is."""

    issuer = models.OneToOneField(
        Issuer, on_delete=models.PROTECT, related_name="domain_proof"
    )
    domain = models.CharField(max_length=255)  # the host that was asked
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in DomainState]
    )
    asked_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)  # None: nobody has looked yet
    proven_at = models.DateTimeField(null=True)  # the last time it was proven
    finding = models.CharField(max_length=40, blank=True)  # why not, as a code

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="proven") | models.Q(proven_at__isnull=False),
                name="issuers_proven_domains_have_a_time",
            ),
        ]
        indexes = [models.Index(fields=["checked_at"])]

    def __str__(self) -> str:
        return f"{self.domain} of issuer {self.issuer_id} ({self.state})"


class HelpText(models.Model):
    """One wording of an issuer's help page; the newest counts, none is changed."""

    issuer = models.ForeignKey(
        Issuer, on_delete=models.PROTECT, related_name="help_texts"
    )
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)  # Markdown; empty: back to ours
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "number"], name="issuers_help_text_number"
            ),
        ]

    def __str__(self) -> str:
        return f"help of issuer {self.issuer_id}, version {self.number}"
