"""What can go wrong in custody.

LaurelError
├── NoActiveKey    the issuer has no key of that kind that may sign
└── WrongMasterKey the private part was sealed under another master key
"""

from laurel.foundation.errors import LaurelError


class NoActiveKey(LaurelError):
    """The issuer has no active key of that kind."""

    code = "keys.no_active_key"


class WrongMasterKey(LaurelError):
    """The private part cannot be opened; without the right master key nobody can sign."""

    code = "keys.wrong_master_key"
