"""Proof formats, one module each. Verifying names the formats that it allows; none is implied.

To add one: a module, its line here, its vectors in the tests.
"""

from collections.abc import Mapping
from typing import Protocol

from obkit.encoding.strict_json import Json
from obkit.keys import PublicKey
from obkit.proofs import (
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ecdsa_sd_2023,
    ed25519_signature_2020,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
    vc_jwt,
)


class ProofFormat(Protocol):
    """What a module of this package offers, whatever its way of signing."""

    NAME: str

    def accepts(self, secured: object) -> bool:
        """Whether a proof object (embedded) or a token (external) is of this format."""


class EmbeddedFormat(ProofFormat, Protocol):
    """A format whose proofs are members of the document."""

    def verify(
        self, document: Mapping[str, Json], proof: Mapping[str, Json], *, key: PublicKey
    ) -> bool:
        """Whether the owner of the key made this proof over this document."""


EMBEDDED: tuple[EmbeddedFormat, ...] = (
    eddsa_rdfc_2022,
    eddsa_jcs_2022,
    ecdsa_rdfc_2019,
    ecdsa_jcs_2019,
    ecdsa_sd_2023,
    ed25519_signature_2020,
)
FORMATS: tuple[ProofFormat, ...] = (*EMBEDDED, vc_jwt)


def embedded_format(proof: object) -> EmbeddedFormat | None:
    """The format of an embedded proof, or None: it is of a kind that we do not implement."""
    return next((found for found in EMBEDDED if found.accepts(proof)), None)


__all__ = [
    "EMBEDDED",
    "FORMATS",
    "EmbeddedFormat",
    "ProofFormat",
    "ecdsa_jcs_2019",
    "ecdsa_rdfc_2019",
    "ecdsa_sd_2023",
    "ed25519_signature_2020",
    "eddsa_jcs_2022",
    "eddsa_rdfc_2022",
    "embedded_format",
    "vc_jwt",
]
