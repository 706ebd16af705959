"""What is put onto an award by itself when it is granted; see `awards.supports`."""

from typing import Final

SUPPORTS: Final = ("laurel.evidence.selectors.accepted_and_hidden",)
