"""did:web: where the document of a DID lies."""

import re

from obkit.errors import MalformedDocument

_HOST = re.compile(r"(?P<name>[A-Za-z0-9.-]{1,253})(?:%3[Aa](?P<port>[0-9]{1,5}))?")
# No percent-encoding: `%2F` and `%2e%2e` are how one path is checked and another one asked for.
_SEGMENT = re.compile(r"[A-Za-z0-9._~-]{1,255}")


def document_url(did: str) -> str:
    """The https URL of the document (did:web, 3.2).

    Raises:
        MalformedDocument: no host, or a path that could be read in two ways.
    """
    host, *segments = did.removeprefix("did:web:").split(":")
    match = _HOST.fullmatch(host)
    if not match:
        raise MalformedDocument("no host in the DID", reason="did.host", did=did)
    if not all(_SEGMENT.fullmatch(name) and name.strip(".") for name in segments):
        raise MalformedDocument(
            "a path in the DID that is not plain", reason="did.path", did=did
        )
    authority = f"{match['name']}:{match['port']}" if match["port"] else match["name"]
    path = "/".join(segments) or ".well-known"
    return f"https://{authority}/{path}/did.json"
