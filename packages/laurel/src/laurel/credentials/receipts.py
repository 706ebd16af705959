"""What a check of a credential found, under the signature of its issuer.

The key is the one that signs credentials, and the type of the token keeps the two apart. Nothing is
kept of a receipt: whoever has it can show it.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from obkit.encoding import jws, strict_json
from obkit.keys import KeyKind

from laurel.credentials import addresses
from laurel.foundation import clock
from laurel.issuers import selectors as issuers
from laurel.issuers import services as issuer_services
from laurel.verification.services import RECEIPT_KIND, RECEIPT_TOKEN_TYPE

if TYPE_CHECKING:
    from laurel.credentials.models import Credential


def sign(credential: "Credential", found: Mapping[str, object]) -> bytes:
    """The receipt as a file: what was found, to be read, and the same signed."""
    key = issuer_services.signer_for(issuer=credential.issuer, kind=KeyKind.ED25519)
    claims = {
        "iss": issuers.did(credential.issuer),
        "sub": addresses.page(credential.award_public_id),
        "iat": int(clock.now().timestamp()),
        "receipt": dict(found),
    }
    token = jws.assemble(
        {"alg": "EdDSA", "kid": key.verification_method, "typ": RECEIPT_TOKEN_TYPE},
        strict_json.dumps(strict_json.loads_object(json.dumps(claims).encode())),
        key.signer.sign,
    )
    document = {"type": RECEIPT_KIND, "receipt": dict(found), "jws": token}
    return json.dumps(document, ensure_ascii=False, indent=2).encode()
