"""What can go wrong, as one tree.

    ObkitError
    ├── Malformed          the input breaks a rule of its format; nothing was done
    │   ├── MalformedText      multibase, base64url, times: text that does not decode
    │   ├── MalformedJson, MalformedToken, MalformedKey, MalformedImage, MalformedDocument
    │   └── MalformedSeal      a sealed secret that does not open
    ├── Refused            well formed, but we will not do it (a term that signing would drop,
    │                      a second bake, an address that is not public)
    └── Unverifiable       could not be carried out; nothing is known about the credential
        ├── Unsupported    a key type, algorithm or DID method that we do not implement
        └── FetchError     a document did not come
            ├── BudgetSpent      this verification already fetched as much as it may
            ├── AddressRefused   the address is not one that we connect to
            ├── Unreachable      no answer, too slow, TLS failed
            ├── TooLarge         more than the limit
            └── HttpStatus       an answer, but not 200 (`facts["status"]`, `facts["body"]`)

Every error carries a `code` (stable, for programs and translations) and `facts` (what is wrong
and where, as plain JSON values). The message is for developers; sentences for people are made at
the edge.
"""

from typing import ClassVar


class ObkitError(Exception):
    """The base of everything that obkit raises on purpose."""

    code: ClassVar[str] = "obkit"

    def __init__(self, message: str, *, reason: str = "", **facts: object) -> None:
        """Keep the message, the finer reason code (default: the class's) and the facts."""
        super().__init__(message)
        self.reason = reason or self.code
        self.facts = facts


class Malformed(ObkitError):
    """The input breaks a rule of its format."""

    code = "input.malformed"


class MalformedText(Malformed):
    """Text that does not decode: multibase, base64url, a date-time."""

    code = "text.malformed"


class MalformedJson(Malformed):
    """Not strict JSON: syntax, a doubled key, NaN, too deep, too large, not UTF-8."""

    code = "json.malformed"


class MalformedToken(Malformed):
    """Not a compact JWS of the kind that badges use."""

    code = "jwt.malformed"


class MalformedKey(Malformed):
    """Not a key that we accept: encoding, type, size, or a point that proves nothing."""

    code = "key.malformed"


class MalformedImage(Malformed):
    """Not a PNG or SVG that we can bake into or extract from."""

    code = "image.malformed"


class MalformedDocument(Malformed):
    """JSON, but not the document that the standard describes; `facts["path"]` says where."""

    code = "document.malformed"


class MalformedSeal(Malformed):
    """A sealed secret that does not open: cut short, altered, or sealed under another key."""

    code = "seal.malformed"


class Refused(ObkitError):
    """Well formed, but we will not do it."""

    code = "refused"


class Unverifiable(ObkitError):
    """A check could not be carried out; nothing is known about the credential."""

    code = "unverifiable"


class Unsupported(Unverifiable):
    """Well formed as far as we can tell, but of a kind that we do not implement."""

    code = "unsupported"


class FetchError(Unverifiable):
    """A document did not come. `facts["url"]` is the address that was asked for."""

    code = "fetch.failed"


class BudgetSpent(FetchError):
    """This verification already fetched as many documents as it may."""

    code = "fetch.budget_spent"


class AddressRefused(FetchError):
    """The address is not one that we connect to: scheme, port, or not on the public internet."""

    code = "fetch.address_refused"


class Unreachable(FetchError):
    """No answer: name not found, connection refused, TLS failed, too slow."""

    code = "fetch.unreachable"


class TooLarge(FetchError):
    """The answer is larger than its limit."""

    code = "fetch.too_large"


class HttpStatus(FetchError):
    """An answer, but not a 200. `facts` has `status` and the (limited) `body` as bytes."""

    code = "fetch.status"
