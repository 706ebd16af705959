"""Proof formats, one module each. Verifying names the formats that it allows; none is implied."""

from typing import Protocol

from obkit.proofs import eddsa_rdfc_2022, vc_jwt


class ProofFormat(Protocol):
    """What a module of this package offers, whatever its way of signing."""

    NAME: str

    def accepts(self, secured: object) -> bool:
        """Whether a proof object (embedded) or a token (external) is of this format."""


FORMATS: tuple[ProofFormat, ...] = (eddsa_rdfc_2022, vc_jwt)

__all__ = ["FORMATS", "ProofFormat", "eddsa_rdfc_2022", "vc_jwt"]
