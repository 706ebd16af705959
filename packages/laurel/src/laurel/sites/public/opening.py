"""What is to be checked of a file that is more than a badge: a PDF, a photograph."""

from laurel.sites.public import pdfs, photographs
from laurel.sites.public.uploads import HandedIn


def opened(item: HandedIn) -> list[HandedIn]:
    """The badges that a PDF carries or a photograph leads to; anything else is as it came.

    Raises:
        Refused: a PDF that is damaged, locked or too large to be opened.
    """
    if photographs.is_photograph(item.data):
        return photographs.opened(item)
    return pdfs.opened(item)
