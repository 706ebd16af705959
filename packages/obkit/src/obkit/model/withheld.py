"""What the host of an Open Badges 2.0 assertion tells no more, with copies as good as before.

A hosted badge is what its address answers, so a member that is taken down there would make every
copy from before look altered. In its place the host publishes a digest, as the standard does with
the recipient's address: whoever has the copy can prove that it says what was issued, and whoever
has not learns nothing.

    "withheld": {"narrative": "sha256$…", "evidence": "sha256$…"}

The digest is SHA-256 over the canonical JSON (RFC 8785) of `[name, value, salt]`, with the salt of
the recipient's hash.
"""

import hashlib
from collections.abc import Mapping

from obkit.encoding import jcs
from obkit.encoding.strict_json import Json
from obkit.errors import Refused

MEMBER = "withheld"
WITHHELD = ("narrative", "evidence")  # what may tell more of a person than was earned


def without_details(assertion: Mapping[str, Json]) -> dict[str, Json]:
    """The assertion as it is published when its holder wants no more told than is needed."""
    salt = _salt(assertion)
    digests: dict[str, Json] = {
        name: digest(name, assertion[name], salt)
        for name in WITHHELD
        if name in assertion
    }
    kept = {name: value for name, value in assertion.items() if name not in WITHHELD}
    return kept | {MEMBER: digests} if digests else kept


def is_withheld(published: Mapping[str, Json], name: str, value: Json) -> bool:
    """Whether the published document says that it had this value for this member."""
    digests = published.get(MEMBER)
    if not isinstance(digests, dict) or name in published or name not in WITHHELD:
        return False
    try:
        return digests.get(name) == digest(name, value, _salt(published))
    except Refused:  # what has no canonical form was never digested
        return False


def digest(name: str, value: Json, salt: str) -> str:
    """What stands for a member that is not told."""
    hashed = hashlib.sha256(jcs.canonical([name, _plain(value), salt]))
    return f"sha256${hashed.hexdigest()}"


def _plain(value: Json) -> Json:
    # Evidence may be one or several, an address or an object: spellings of one meaning.
    items = value if isinstance(value, list) else [value]
    return [{"id": item} if isinstance(item, str) else item for item in items]


def _salt(assertion: Mapping[str, Json]) -> str:
    recipient = assertion.get("recipient")
    salt = recipient.get("salt") if isinstance(recipient, dict) else None
    return salt if isinstance(salt, str) else ""
