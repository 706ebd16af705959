"""The person who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from laurel.foundation import clock, ids


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; there are no passwords."""

    def create_user(self, email: str, **fields: Any) -> "Account":
        """A new account whose primary address this is (not yet verified)."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_unusable_password()
        account.save()
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find an account by its primary address, however it is written."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who can sign in, by a code sent to one of their addresses.

    `email` is the primary address; all addresses, verified or not, are allauth's
    EmailAddress rows.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+"
    )  # it was one of two accounts of the same person, and is closed

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="account_email_is_lower"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.id)
