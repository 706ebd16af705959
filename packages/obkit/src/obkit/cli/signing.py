"""What `sign` and `issue` share: the formats that can be chosen, and making the proof."""

import argparse
from datetime import datetime
from typing import Any

from obkit.cli import keyfile
from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.issue.signing import lint
from obkit.keys import KeyKind, LocalSigner
from obkit.model import ob3
from obkit.proofs import (
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
    vc_jwt,
)
from obkit.verify.case import Kind
from obkit.verify.kinds import kind_of

_EMBEDDED = (eddsa_rdfc_2022, eddsa_jcs_2022, ecdsa_rdfc_2019, ecdsa_jcs_2019)
PROOFS = (*(found.NAME for found in _EMBEDDED), vc_jwt.NAME)
_USUAL = {
    KeyKind.ED25519: eddsa_rdfc_2022.NAME,
    KeyKind.P256: ecdsa_rdfc_2019.NAME,
    KeyKind.P384: ecdsa_rdfc_2019.NAME,
    KeyKind.RSA: vc_jwt.NAME,
}


def add_arguments(parser: argparse.ArgumentParser, *, needs_key: bool = True) -> None:
    """The options of signing."""
    parser.add_argument(
        "--key", metavar="FILE", required=needs_key, help="a key file of obkit keygen"
    )
    parser.add_argument(
        "--method",
        metavar="URL",
        help="where the key is published (did:web:…#…), if it is not where obkit did puts it",
    )
    parser.add_argument(
        "--proof",
        choices=PROOFS,
        help="how it is signed; if not given, what is usual for the kind of key",
    )


def sign(
    document: dict[str, Any], arguments: argparse.Namespace, *, now: datetime
) -> bytes:
    """The signed document, or the token.

    Raises:
        UsageError: the key is not the issuer's.
        MalformedDocument: it is no conforming badge.
        Refused: signing would leave something out, or the key is of the wrong kind.
    """
    signer = keyfile.load(arguments.key)
    method = keyfile.method_of(signer.public_key, issuer_of(document), arguments.method)
    if kind_of(document) is Kind.OB3_ACHIEVEMENT:
        ob3.AchievementCredential.from_document(document)
    lint({name: value for name, value in document.items() if name != "proof"})
    name = arguments.proof or _USUAL[signer.public_key.kind]
    return _proved(document, name, signer, method, now)


def _proved(
    document: dict[str, Any], name: str, signer: LocalSigner, method: str, now: datetime
) -> bytes:
    if name == vc_jwt.NAME:
        return vc_jwt.sign(document, signer=signer, kid=method).encode()
    chosen = next(each for each in _EMBEDDED if name == each.NAME)
    return strict_json.dumps(
        chosen.sign(document, signer=signer, verification_method=method, created=now)
    )


def issuer_of(document: dict[str, Json]) -> str:
    """The id of the issuer; empty where there is none."""
    issuer = document.get("issuer")
    if isinstance(issuer, dict):
        issuer = issuer.get("id")
    return issuer if isinstance(issuer, str) else ""
