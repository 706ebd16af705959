"""Organizations, their members, and who is invited to become one."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from laurel.foundation import clock, ids
from laurel.organizations.types import InvitationState, Role


class Organization(models.Model):
    """A tenant: its staff share its issuers, achievements and awards."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    awards_need_approval = models.BooleanField(default=False)  # of a second person
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person's role in one organization."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "account"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.organization_id}"


class Right(models.Model):
    """A role that a member has for one thing of the organization, beyond their own role."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="rights"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    about = models.CharField(max_length=60)  # "achievement:<public id>"
    role = models.CharField(max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "account", "about"], name="right_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="right_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} of {self.about}"


class Invitation(models.Model):
    """An e-mail address that may become a member, once, until it expires.

    The link's token is made when the mail is written and kept as a hash only: whoever
    reads the database cannot join. `mailed_for` is the event whose mail carries the
    present link, so that a repeated job does not kill it with a second one.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="invitations"
    )
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role.choices)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN
    )
    token_hash = models.BinaryField(max_length=32, unique=True, null=True)
    mailed_for = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(state="open"),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="invitation_email_is_lower",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="invitation_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", ended_at__isnull=True)
                | (~models.Q(state="open") & models.Q(ended_at__isnull=False)),
                name="invitation_open_or_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.public_id} to {self.organization_id}"

    def state_at(self, now: dt.datetime) -> InvitationState:
        """What it is at this moment; an open one whose time is over has expired."""
        if self.state == InvitationState.OPEN and self.expires_at <= now:
            return InvitationState.EXPIRED
        return InvitationState(self.state)
