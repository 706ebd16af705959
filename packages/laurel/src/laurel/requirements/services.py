"""The engine's front door."""

from laurel.requirements.deciding import evaluate
from laurel.requirements.index import Index
from laurel.requirements.reading import dump, parse

__all__ = ["Index", "dump", "evaluate", "parse"]
