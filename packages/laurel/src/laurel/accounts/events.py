"""What happens to accounts."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountMerged(Event):
    """Two accounts of one person became one. Whoever keeps rows of the closed one moves them."""

    name: ClassVar[str] = "account.merged"
    account_id: uuid.UUID
    closed_id: uuid.UUID
