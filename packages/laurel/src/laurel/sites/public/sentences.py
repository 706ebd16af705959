"""Sentences with facts in them, as HTML and as plain text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString

from laurel.sites.ui.text import clean


class Value(Protocol):
    """A fact that knows how to stand in a sentence."""

    @property
    def html(self) -> SafeString:
        """In a page."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Text from outside: without characters that forge, and isolated in its direction."""

    value: object

    def __str__(self) -> str:
        """The cleaned text."""
        return clean(self.value)

    @property
    def html(self) -> SafeString:
        """The cleaned text inside `<bdi>`."""
        return format_html("<bdi>{}</bdi>", clean(self.value))


@dataclass(frozen=True, slots=True)
class Number:
    """A count."""

    value: int

    def __str__(self) -> str:
        """The digits."""
        return str(self.value)

    @property
    def html(self) -> SafeString:
        """The digits."""
        return format_html("{}", self.value)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours with named places for facts."""

    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        """For mail, JSON and titles."""
        return self.template.format(**self.values)

    @property
    def html(self) -> SafeString:
        """For a page; what comes from outside is escaped and isolated."""
        parts = {name: value.html for name, value in self.values.items()}
        return (
            format_html(self.template, **parts)
            if parts
            else format_html("{}", self.template)
        )
