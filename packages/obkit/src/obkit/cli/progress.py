"""A progress bar: one line at the bottom of a terminal, and nothing anywhere else.

Our own forty lines instead of a dependency: a library that wallets install should not bring a
terminal toolkit with it.
"""

import sys
import time
from typing import TextIO

_WIDTH = 24
_EVERY = 0.1  # seconds between two drawings
_ERASE = "\r\x1b[2K"


class Progress:
    """How far the work is. Draws only where `stream` is a terminal."""

    def __init__(self, total: int, *, stream: TextIO | None = None) -> None:
        """Nothing is drawn before the first step."""
        self._total = total
        self._stream = stream or sys.stderr
        self._is_shown = self._stream.isatty()
        self._done = 0
        self._wrong = 0
        self._began = time.monotonic()
        self._drawn = float("-inf")

    def step(self, *, is_good: bool) -> None:
        """One more is done."""
        self._done += 1
        self._wrong += not is_good
        now = time.monotonic()
        if self._is_shown and now - self._drawn >= _EVERY:
            self._drawn = now
            self._stream.write(_ERASE + self.line(now))
            self._stream.flush()

    def erase(self) -> None:
        """Make room for a line of output; the next step draws the bar again."""
        if self._is_shown and self._drawn > 0:
            self._stream.write(_ERASE)
            self._stream.flush()

    def line(self, now: float) -> str:
        """The bar as text."""
        filled = _WIDTH * self._done // max(self._total, 1)
        spent = max(now - self._began, 1e-9)
        left = (self._total - self._done) * spent / max(self._done, 1)
        return (
            f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {self._done}/{self._total}, "
            f"{self._wrong} not verified, {self._done / spent:.0f}/s, {left:.0f} s left"
        )
