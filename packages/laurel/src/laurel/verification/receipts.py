"""Receipts: what somebody's check found, signed so that it can be shown later.

A receipt is a JSON object with the findings to be read, and a compact JWS that signs the same
findings. Only what is signed counts. It holds on three conditions:

1. the key is one that the issuer that it names publishes for assertions;
2. the host in the badge's address is the host of that issuer: nobody writes receipts for others;
3. what is there to be read is what was signed.
"""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from obkit.encoding import jws, strict_json
from obkit.errors import FetchError, Malformed, ObkitError
from obkit.resolve import Fetcher, find_method

from laurel.verification.types import Receipt, ReceiptState

KIND = "VerificationReceipt"
# Of its own, so that a receipt is never taken for a badge, nor a badge for a receipt.
TOKEN_TYPE = "laurel-receipt+jwt"  # noqa: S105 - a media type
_DID_WEB = "did:web:"


def read(data: bytes, *, fetcher: Fetcher) -> Receipt | None:
    """The receipt in these bytes and what it is worth; None where they are something else."""
    if not data.lstrip().startswith(b"{") or KIND.encode() not in data:
        return None
    try:
        document = strict_json.loads_object(data)
    except Malformed:
        return None
    if document.get("type") != KIND:
        return None
    try:
        return _judged(document, fetcher)
    except FetchError as error:
        return Receipt(ReceiptState.UNKNOWN, error.reason)
    except ObkitError as error:
        return Receipt(ReceiptState.FALSE, error.reason)


def _judged(document: Mapping[str, object], fetcher: Fetcher) -> Receipt:
    token = jws.split(str(document.get("jws", "")))
    claims = strict_json.loads_object(token.payload)
    issuer, badge = str(claims.get("iss", "")), str(claims.get("sub", ""))
    method = find_method(str(token.header.get("kid", "")), fetcher=fetcher)
    # (1) The key is the issuer's, for this use.
    theirs = method.controller == issuer and "assertionMethod" in method.purposes
    signed = token.header.get("typ") == TOKEN_TYPE and method.public_key.verify_as(
        token.algorithm, token.signature, token.signing_input
    )
    # (2) About a badge of its own host.
    own = bool(host_of(issuer)) and host_of(issuer) == urlsplit(badge).netloc.lower()
    # (3) What is read is what was signed.
    found = claims.get("receipt")
    if not (theirs and signed and own and isinstance(found, dict)):
        return Receipt(ReceiptState.FALSE, "receipt.not_signed")
    if found != document.get("receipt"):
        return Receipt(ReceiptState.FALSE, "receipt.altered")
    return Receipt(
        ReceiptState.GENUINE, "", found=found, badge=badge, host=host_of(issuer)
    )


def host_of(issuer: str) -> str:
    """The host of a did:web."""
    if not issuer.startswith(_DID_WEB):
        return ""
    return unquote(issuer.removeprefix(_DID_WEB).split(":")[0]).lower()
