"""Values that travel with keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from obkit.keys import KeyKind, Signer

PURPOSE = "assertionMethod"  # what issuers' keys are for, in the words of DID documents


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """The public part of a key, as the issuer publishes it; retired ones included."""

    public_id: str
    kind: KeyKind
    algorithm: str
    multikey: str  # empty for RSA, which has no Multikey of its own
    jwk: Mapping[str, object]
    active: bool
    created_at: datetime
    retired_at: datetime | None  # None: it may still sign


@dataclass(frozen=True, slots=True)
class HeldKey:
    """An active key of an issuer with the signer that holds its private part."""

    public_id: str
    signer: Signer
