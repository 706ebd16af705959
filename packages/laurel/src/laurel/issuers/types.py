"""Values that travel with issuers."""

from dataclasses import dataclass

from obkit.keys import Signer


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A signer of an issuer and the DID URL that verifiers find its public part by."""

    signer: Signer
    verification_method: str
