"""The table of issuers."""

from django.db import models

from laurel.foundation import ids


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
    # The rest of the style. Empty parts: what follows from the name of each badge.
    badge_shape = models.CharField(max_length=8, blank=True)  # design.types.Shape
    background = models.CharField(max_length=64, blank=True)  # behind new badges; a PNG
    signature = models.CharField(max_length=64, blank=True)  # under certificates; a PNG
    signer_name = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "name"])]

    def __str__(self) -> str:
        return self.name
