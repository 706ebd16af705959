"""What happens to frameworks."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class FrameworkImported(Event):
    """A framework was imported, for the first time or anew."""

    name: ClassVar[str] = "framework.imported"
    framework_public_id: str
    framework_name: str
    items: int


@dataclass(frozen=True, kw_only=True)
class FrameworkRemoved(Event):
    """A framework was removed. What was aligned to it keeps its copy of the item."""

    name: ClassVar[str] = "framework.removed"
    framework_public_id: str
    framework_name: str
