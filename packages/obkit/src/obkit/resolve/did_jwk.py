"""did:jwk: a DID that is its own key, as did:key is, but spelled as a JWK."""

from obkit.encoding import strict_json
from obkit.encoding.multibase import from_base64url
from obkit.encoding.strict_json import Limits
from obkit.errors import MalformedDocument, MalformedJson, MalformedKey, MalformedText
from obkit.keys import PublicKey, public_key_from_jwk

PREFIX = "did:jwk:"
FRAGMENT = "0"  # the one method of such a document
_LIMITS = Limits(max_bytes=2048, max_depth=4, max_values=32)


def key_of(did: str, fragment: str) -> PublicKey:
    """The key that the DID spells.

    Raises:
        MalformedDocument: it spells no JWK (`did.jwk`).
        MalformedKey: the fragment names another key (`key.fragment`), or the key is not one that
            we accept.
        Unsupported: another kind of key.
    """
    if fragment not in ("", FRAGMENT):
        raise MalformedKey(
            "the fragment of a did:jwk is 0", reason="key.fragment", did=did
        )
    try:
        jwk = strict_json.loads_object(
            from_base64url(did.removeprefix(PREFIX)), limits=_LIMITS
        )
    except (MalformedText, MalformedJson) as error:
        raise MalformedDocument(
            "the DID spells no JWK", reason="did.jwk", why=error.reason
        ) from error
    return public_key_from_jwk(jwk)
