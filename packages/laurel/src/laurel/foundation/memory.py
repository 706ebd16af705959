"""What was asked for a moment ago, and may be that old: kept by this process for a short time."""

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from laurel.foundation import clock

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """Answers by key, each for so long; of many, the newest.

    Every process has its own. Keep nothing in it that has to be true at this moment.
    """

    def __init__(self, *, span: dt.timedelta, most: int) -> None:
        self._span = span
        self._most = most
        self._kept: OrderedDict[Key, tuple[dt.datetime, Value]] = OrderedDict()
        self._lock = Lock()

    def get(
        self,
        key: Key,
        ask: Callable[[], Value],
        *,
        fits: Callable[[Value], bool] | None = None,
    ) -> Value:
        """The answer of at most so long ago, else a new one. What `ask` raises is not kept."""
        with self._lock:
            known = self._kept.get(key)
        # A clock that was set back makes nothing younger.
        if known and dt.timedelta(0) <= clock.now() - known[0] < self._span:
            return known[1]
        return self.renew(key, ask, fits=fits)

    def renew(
        self,
        key: Key,
        ask: Callable[[], Value],
        *,
        fits: Callable[[Value], bool] | None = None,
    ) -> Value:
        """A new answer, whatever is kept; it is kept itself if it fits."""
        at, value = clock.now(), ask()
        with self._lock:
            self._kept.pop(key, None)
            if fits is None or fits(value):
                self._kept[key] = (at, value)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value
