"""Long lists, a part at a time: no query has more parameters than databases take."""

from collections.abc import Collection, Iterator
from typing import TypeVar

AT_ONCE = 500

Item = TypeVar("Item")


def portions(all_of: Collection[Item]) -> Iterator[list[Item]]:
    """The items in lists that a query can take."""
    listed = list(all_of)
    for start in range(0, len(listed), AT_ONCE):
        yield listed[start : start + AT_ONCE]
