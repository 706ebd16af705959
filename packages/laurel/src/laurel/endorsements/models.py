"""The tables of endorsements."""

from django.db import models
from django.db.models import Q

from laurel.endorsements.types import LIVE, SIGNED, About, Side, State
from laurel.foundation import ids


class Endorsement(models.Model):
    """What somebody says of an award, an achievement or an issuer, from the question to the end.

    Until it is signed it is a draft. What was signed never changes; only its state does.
    """

    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )  # whose award, achievement or issuer it is about
    about_key = models.CharField(max_length=40)  # see `types.About.key`
    issuer = models.ForeignKey(
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        "achievements.AchievementVersion",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )  # None: about an award, or the issuer as a whole
    award = models.ForeignKey(
        "awards.Award", on_delete=models.PROTECT, related_name="+", null=True
    )
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State])
    words = models.TextField(blank=True)  # of whoever asked
    email = models.CharField(max_length=254, blank=True)  # empty: another issuer's
    email_key = models.CharField(max_length=254, blank=True)  # in one spelling
    endorsing_issuer = models.ForeignKey(
        "issuers.Issuer", on_delete=models.PROTECT, related_name="+", null=True
    )  # None: a person by mail, for whom the instance signs
    # What is signed, and who says it.
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)
    works_at = models.CharField(max_length=200, blank=True)
    comment = models.TextField(blank=True)
    # The code that proves the address; its digest alone.
    code_digest = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    document = models.BinaryField(null=True)  # None: not signed, or erased
    status_index = models.PositiveIntegerField(null=True)  # in its own list
    signed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)  # why the issuer hid it
    ended_by = models.CharField(
        max_length=8, blank=True, choices=[(s.value, s.value) for s in Side]
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_key", "email_key"],
                condition=Q(state__in=[s.value for s in LIVE]) & ~Q(email_key=""),
                name="endorsements_asked_once",
            ),
            models.UniqueConstraint(
                fields=["about_key", "endorsing_issuer"],
                condition=Q(state__in=[s.value for s in LIVE]),
                name="endorsements_given_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[s.value for s in SIGNED])
                | Q(document__isnull=False, signed_at__isnull=False),
                name="endorsements_shown_ones_are_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["about_key", "state"]),
            models.Index(fields=["organization", "state", "-changed_at"]),
            models.Index(fields=["email_key", "created_at"]),
            models.Index(fields=["state", "created_at"]),
        ]

    def __str__(self) -> str:
        return f"endorsement {self.public_id} ({self.state})"

    @property
    def about(self) -> About:
        """What it is about."""
        return About(issuer=self.issuer, version=self.version, award=self.award)

    @property
    def is_shown(self) -> bool:
        """Whether everybody sees it."""
        return self.state == State.SHOWN.value

    @property
    def is_asked(self) -> bool:
        """Whether its endorser has still to write."""
        return self.state == State.ASKED.value

    @property
    def is_written(self) -> bool:
        """Whether whom it praises has to decide about it."""
        return self.state == State.WRITTEN.value

    @property
    def is_signed(self) -> bool:
        """Whether it is somebody's word by now, and not taken back."""
        return self.state in SIGNED

    @property
    def position(self) -> str:
        """As what they speak: role and organisation in one line."""
        return ", ".join(filter(None, (self.role, self.works_at)))

    @property
    def domain(self) -> str:
        """Where the confirmed address is; empty for an issuer of this instance."""
        return self.email_key.rpartition("@")[2]


class Moderation(models.Model):
    """An organisation that looks at endorsements of its awards before they are shown."""

    organization = models.OneToOneField(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    looks_first = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"moderation of {self.organization_id}"


class Unwanted(models.Model):
    """An address that wants no such questions any more; kept as a keyed digest alone."""

    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return "an address that asks for silence"
