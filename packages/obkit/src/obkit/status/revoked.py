"""Lists that name what is revoked: 1EdTechRevocationList and RevocationList of OB 2.0.

They are not signed: their word is worth what the connection to their address is worth.
"""

from collections.abc import Mapping

from obkit.encoding.strict_json import Json
from obkit.status.bitstring import MalformedStatusList
from obkit.status.hosted import Revocation


def in_credential_list(
    document: Mapping[str, Json], credential_id: str
) -> Revocation | None:
    """The entry of a 1EdTechRevocationList that revokes the credential, or None (OB30-X1).

    Raises:
        MalformedStatusList: it has no list of revoked credentials, or an entry without a name.
    """
    return _find(document, "revokedCredential", {credential_id})


def in_assertion_list(
    document: Mapping[str, Json], names: frozenset[str]
) -> Revocation | None:
    """The entry of an OB 2.0 RevocationList that revokes the assertion, or None (OB20-R1).

    `names` are its id and, from older badges, its uid.

    Raises:
        MalformedStatusList: it has no list of revoked assertions, or an entry without a name.
    """
    return _find(document, "revokedAssertions", set(names))


def _find(
    document: Mapping[str, Json], member: str, names: set[str]
) -> Revocation | None:
    entries = document.get(member)
    if not isinstance(entries, list):
        raise MalformedStatusList(f"no {member}", member=member)
    for entry in entries:
        found = {"id": entry} if isinstance(entry, str) else entry
        if not isinstance(found, dict):
            raise MalformedStatusList("an entry without a name", member=member)
        given = [
            name for name in (found.get("id"), found.get("uid")) if name is not None
        ]
        if not given or not all(isinstance(name, str) for name in given):
            raise MalformedStatusList("an entry without a name", member=member)
        if not names.isdisjoint(given) and found.get("revoked") is not False:
            reason = found.get("revocationReason")
            return Revocation(reason if isinstance(reason, str) else "")
    return None
