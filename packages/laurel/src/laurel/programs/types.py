"""Values that travel with programmes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a person with a question writes to. The name may be empty."""

    name: str
    email: str
    phone: str = ""
    of: str = ""  # the programme or issuer that answers
