"""Recipient identifiers as hashes, the same way in Open Badges 2.0 and 3.0."""

import hashlib
import hmac
import re

from obkit.errors import MalformedDocument

# md5 is read in old badges (OB20-I5) and never written. Hex in either case (OB20-I3).
_HASH = re.compile(r"sha256\$[0-9A-Fa-f]{64}|md5\$[0-9A-Fa-f]{32}")
# The schemas of 0.5 and 1.1 name it too; 2.0 and 3.0 do not.
_OLDER_HASH = re.compile(r"sha1\$[0-9A-Fa-f]{40}")
_WEAK = ("md5$", "sha1$")


def is_identity_hash(text: str) -> bool:
    """Whether the text has the form of an IdentityHash."""
    return _HASH.fullmatch(text) is not None


def is_older_identity_hash(text: str) -> bool:
    """Whether the text has the form of an IdentityHash of before 2.0."""
    return is_identity_hash(text) or _OLDER_HASH.fullmatch(text) is not None


def is_weak_hash(text: str) -> bool:
    """Whether an IdentityHash is of a kind for which two identifiers can be made to agree."""
    return text.startswith(_WEAK)


def identity_hash(value: str, salt: str) -> str:
    """The SHA-256 IdentityHash of an identifier: the salt follows it directly (OB30-O8).

    Raises:
        MalformedDocument: half of a surrogate pair, of which no hash is known to anybody.
    """
    try:
        salted = (value + salt).encode()
    except UnicodeEncodeError as error:
        raise MalformedDocument(
            "an identifier with half of a surrogate pair",
            reason="document.not_an_identity_hash",
            path="$.credentialSubject.identifier",
        ) from error
    return "sha256$" + hashlib.sha256(salted).hexdigest()


def identity_matches(value: str, *, identity: str, salt: str) -> bool:
    """Whether an identifier, exactly as given, is the one behind an IdentityHash."""
    algorithm, _, digest = identity.partition("$")
    try:
        salted = (value + salt).encode()
    except UnicodeEncodeError:
        return False  # half of a surrogate pair: nobody could have made a hash of it
    if algorithm == "sha256":
        computed = hashlib.sha256(salted).hexdigest()
    elif algorithm == "sha1":
        computed = hashlib.sha1(salted, usedforsecurity=False).hexdigest()
    elif algorithm == "md5":
        computed = hashlib.md5(salted, usedforsecurity=False).hexdigest()
    else:
        return False
    return hmac.compare_digest(computed, digest.lower())
