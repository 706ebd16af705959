"""The tables of frameworks and their items."""

from django.db import models

from laurel.foundation import ids
from laurel.frameworks import rules
from laurel.frameworks.types import Alignment


class Framework(models.Model):
    """A list of skills, as it was imported last."""

    organization = models.ForeignKey(
        "organizations.Organization", on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=22, unique=True, default=ids.public_id)
    identifier = models.CharField(max_length=rules.MAX_URL)  # the publisher's own
    name = models.CharField(max_length=rules.MAX_NAME)
    url = models.CharField(max_length=rules.MAX_URL, blank=True)
    publisher = models.CharField(max_length=rules.MAX_NAME, blank=True)
    edition = models.CharField(max_length=rules.MAX_CODE, blank=True)
    language = models.CharField(max_length=rules.MAX_LANGUAGE, blank=True)
    count = models.PositiveIntegerField()  # of its items
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "identifier"], name="frameworks_one_of_each"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One skill of a framework. Achievements copy what they need of it."""

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="items"
    )
    identifier = models.CharField(max_length=rules.MAX_URL)
    label = models.CharField(max_length=rules.MAX_LABEL)
    url = models.CharField(max_length=rules.MAX_URL)
    code = models.CharField(max_length=rules.MAX_CODE, blank=True)
    statement = models.TextField(blank=True)
    language = models.CharField(max_length=rules.MAX_LANGUAGE, blank=True)
    type = models.CharField(max_length=rules.MAX_TYPE, blank=True)
    is_case = models.BooleanField(default=False)  # an item of a CASE package
    # What is searched, plain (`rules.plain`), each word after a space but for `name`.
    name = models.CharField(max_length=2 * rules.MAX_LABEL)  # the label alone
    short = models.TextField()  # code and label: they decide about the order
    search = models.TextField()  # code, label, statement and other names

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "identifier"], name="frameworks_item_once"
            )
        ]
        indexes = [models.Index(fields=["name", "framework"])]

    def __str__(self) -> str:
        return self.label

    def alignment(self) -> Alignment:
        """The item as an achievement copies it."""
        statement = "" if self.statement == self.label else self.statement
        return Alignment(
            target_name=self.label,
            target_url=self.url,
            framework=self.framework.name,
            code=self.code,
            description=rules.prose(statement, rules.MAX_ALIGNED),
            type="CFItem" if self.is_case else "",
        )
