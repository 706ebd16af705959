"""The last step of issuing: lint, sign, and the bytes that are stored for ever."""

from collections.abc import Mapping
from datetime import datetime

from obkit.encoding import canon, strict_json, times
from obkit.keys import Signer
from obkit.model import ob3
from obkit.model.values import Json
from obkit.proofs import eddsa_rdfc_2022, vc_jwt


def sign_embedded(
    credential: ob3.VerifiableCredential,
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
) -> bytes:
    """The credential with an embedded `eddsa-rdfc-2022` proof, as the bytes to store.

    Raises:
        MalformedDocument: the facts do not make a conforming credential.
        Refused: signing would silently leave a member out.
    """
    document = conforming(credential)
    return strict_json.dumps(
        eddsa_rdfc_2022.sign(
            document,
            signer=signer,
            verification_method=verification_method,
            created=created,
        )
    )


def sign_jwt(credential: ob3.VerifiableCredential, *, signer: Signer, kid: str) -> str:
    """The credential as a compact VC-JWT of the OB 3.0 profile.

    Raises:
        MalformedDocument: the facts do not make a conforming credential.
        Refused: a reader of the JSON-LD would not see every member.
    """
    document = conforming(credential)
    lint(document)
    return vc_jwt.sign(document, signer=signer, kid=kid)


def status_list(
    *,
    id: str,  # noqa: A002 - the member's own name
    issuer: str,
    purpose: str,
    encoded_list: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
    signer: Signer,
    verification_method: str,
    created: datetime,
) -> bytes:
    """A signed BitstringStatusListCredential around an encoded list (BS-3), as bytes.

    Raises:
        Refused: signing would silently leave a member out.
    """
    document: dict[str, Json] = {
        "@context": [ob3.CREDENTIALS_V2],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": times.format(valid_from),
        "credentialSubject": {
            "id": f"{id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded_list,
        },
    }
    if valid_until:
        document["validUntil"] = times.format(valid_until)
    return strict_json.dumps(
        eddsa_rdfc_2022.sign(
            document,
            signer=signer,
            verification_method=verification_method,
            created=created,
        )
    )


def lint(document: Mapping[str, Json]) -> None:
    """Refuse a document of which JSON-LD readers would not see every member.

    Raises:
        Refused: a term or type is in no context, an IRI is relative, …; names it.
        Unverifiable: a context that we do not know.
    """
    canon.canonical(document)


def conforming(credential: ob3.VerifiableCredential) -> dict[str, Json]:
    """The document of a built credential, checked.

    Raises:
        MalformedDocument: the facts do not make a conforming credential.
    """
    # Built objects are not checked as they are made; reading them back checks every rule.
    document = credential.to_document()
    type(credential).from_document(document)
    return document
