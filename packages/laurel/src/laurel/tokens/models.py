"""The table of tokens."""

import datetime as dt

from django.db import models

from laurel.foundation import ids
from laurel.tokens.types import Scope


class ApiToken(models.Model):
    """What a program shows to act for an organisation. Only a hash of the secret is kept."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)  # values of types.Scope
    secret_hash = models.BinaryField(max_length=32, unique=True)
    ending = models.CharField(max_length=4)  # its last letters, to know it by
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # None: nobody ended it
    last_used_at = models.DateTimeField(null=True)  # to a few minutes

    class Meta:
        indexes = [models.Index(fields=["organization", "created_at"])]

    def __str__(self) -> str:
        return f"token {self.public_id}"

    def may(self, scope: Scope) -> bool:
        """Whether operations that ask for this scope are open."""
        return scope.value in self.scopes

    def in_force(self, now: dt.datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.ended_at is None and now < self.expires_at
