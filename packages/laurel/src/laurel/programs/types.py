"""Values that travel with programmes."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a person with a question writes to. The name may be empty."""

    name: str
    email: str
    phone: str = ""
    of: str = ""  # the programme or issuer that answers


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course as somebody wrote it. Without a `public_id` it is a new one."""

    name: str
    code: str = ""
    pass_mark: Decimal | None = None  # None: any final grade passes it
    public_id: str = ""
