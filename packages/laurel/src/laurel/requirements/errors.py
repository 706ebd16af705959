"""What can go wrong with a requirement.

LaurelError
└── Refused
    └── Unreadable  what is stored or sent is no requirement; `path` says where
"""

from laurel.foundation.errors import Refused

__all__ = ["Refused", "Unreadable"]


class Unreadable(Refused):
    """What should be a requirement is none; `path` leads to the place."""

    code = "requirements.unreadable"

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}", field="requirement")
        self.path = path
        self.problem = problem
