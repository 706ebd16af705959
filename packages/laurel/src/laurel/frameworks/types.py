"""Values that travel with frameworks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """An item as an achievement copies it, in the words of Open Badges 3.0."""

    target_name: str
    target_url: str
    framework: str
    code: str = ""
    description: str = ""
    type: str = ""  # CFItem, or empty: the standard has no word for it


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One item as a file says it."""

    identifier: str
    label: str
    url: str
    code: str = ""
    statement: str = ""
    other_names: str = ""  # found by search, never shown
    language: str = ""
    type: str = ""  # the framework's own word: Standard, skill/competence
    is_case: bool = False


@dataclass(frozen=True, slots=True)
class ReadFramework:
    """A framework as a file says it."""

    identifier: str
    name: str
    items: tuple[ReadItem, ...]
    url: str = ""
    publisher: str = ""
    edition: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did to the items."""

    added: int
    changed: int
    removed: int
