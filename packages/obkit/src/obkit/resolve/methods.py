"""Finding the key that a URL names: did:key, did:web and https documents."""

from dataclasses import dataclass
from datetime import datetime

from obkit.errors import MalformedDocument, MalformedKey, Unsupported
from obkit.keys import PublicKey, public_key_from_multikey
from obkit.resolve.fetcher import Fetcher

MAX_URL_CHARACTERS = 2048  # longer ones are attacks or mistakes

ASSERTION_METHOD = "assertionMethod"
_DID_KEY_PURPOSES = frozenset(
    {ASSERTION_METHOD, "authentication", "capabilityInvocation", "capabilityDelegation"}
)


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """A public key as somebody published it, with what they said about it.

    `controller` is None where the document names none (a stand-alone JWK): whoever verifies decides
    what that is worth. `purposes` are the relationships that list the method; `revoked` and
    `expires` are as written, and judged by whoever knows the time.
    """

    id: str
    controller: str | None
    public_key: PublicKey
    document_id: str
    purposes: frozenset[str]
    revoked: datetime | None = None
    expires: datetime | None = None


def find_method(url: str, *, fetcher: Fetcher) -> VerificationMethod:
    """The verification method that `url` names.

    Raises:
        MalformedDocument: the URL or the document breaks a rule.
        MalformedKey: the key is not one that we accept.
        Unsupported: a DID method or a kind of key that we do not implement.
        FetchError: the document did not come.
    """
    if len(url) > MAX_URL_CHARACTERS:
        raise MalformedDocument("the URL is too long", reason="method.url")
    if url.startswith("did:key:"):
        return _from_did_key(url)
    raise Unsupported("no way to find this key", reason="method.unsupported", url=url)


def _from_did_key(url: str) -> VerificationMethod:
    did, _, fragment = url.partition("#")
    multikey = did.removeprefix("did:key:")
    # The DID alone names its one key too; a fragment that names another key is a forgery.
    if fragment not in ("", multikey):
        raise MalformedKey(
            "the fragment of a did:key is the key itself",
            reason="key.fragment",
            url=url,
        )
    return VerificationMethod(
        id=f"{did}#{multikey}",
        controller=did,
        public_key=public_key_from_multikey(multikey),
        document_id=did,
        purposes=_DID_KEY_PURPOSES,
    )
