"""What happens to sheets; each achievement that comes of one has an event of its own."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class SheetMade(Event):
    """Somebody had the achievements of a table defined; it may still be going on."""

    name: ClassVar[str] = "sheet.made"
    sheet_public_id: str
    achievements: int
