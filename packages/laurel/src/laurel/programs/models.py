"""The tables of programmes and of what can be earned in them."""

from django.db import models

from laurel.foundation import ids


class Program(models.Model):
    """A course of study, a track, a team's offer: what belongs together."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)  # its own page
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)  # empty: the issuer's
    is_listed = models.BooleanField(default=True)  # among "other programmes"
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "name"])]

    def __str__(self) -> str:
        return self.name


class ProgramAchievement(models.Model):
    """An achievement that is earned in a programme: in one at most."""

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="members"
    )
    achievement = models.OneToOneField(
        "achievements.Achievement", on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"achievement {self.achievement_id} in programme {self.program_id}"


class Course(models.Model):
    """One course of a programme: what results are recorded for."""

    program = models.ForeignKey(
        Program, on_delete=models.PROTECT, related_name="courses"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=40, blank=True)
    # The least final grade that passes it. None: any final grade does.
    pass_mark = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    archived_at = models.DateTimeField(null=True)  # None: it belongs to the programme
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name
