"""A BitstringStatusListCredential as a verifier reads it (BS-3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from obkit.encoding.strict_json import Json
from obkit.errors import MalformedDocument
from obkit.model.ob3 import CREDENTIALS_V2
from obkit.verify.kinds import as_list


@dataclass(frozen=True, slots=True)
class StatusList:
    """What a status list says: for which purposes, and the encoded bits."""

    id: str
    purposes: frozenset[str]
    encoded_list: str

    @classmethod
    def from_document(cls, document: Mapping[str, Json]) -> "StatusList":
        """Read the list.

        Raises:
            MalformedDocument: with `path` and `reason` of the first broken rule.
        """
        _require(
            "$.@context[0]", CREDENTIALS_V2 in as_list(document.get("@context"))[:1]
        )
        types = as_list(document.get("type"))
        _require("$.type", "VerifiableCredential" in types)
        _require("$.type", "BitstringStatusListCredential" in types)
        subject = document.get("credentialSubject")
        if not isinstance(subject, dict):
            raise _broken("$.credentialSubject")
        _require(
            "$.credentialSubject.type",
            "BitstringStatusList" in as_list(subject.get("type")),
        )
        purposes = as_list(subject.get("statusPurpose"))
        _require(
            "$.credentialSubject.statusPurpose",
            bool(purposes) and all(isinstance(purpose, str) for purpose in purposes),
        )
        encoded = subject.get("encodedList")
        if not isinstance(encoded, str):
            raise _broken("$.credentialSubject.encodedList")
        id_ = document.get("id")
        return cls(
            id=id_ if isinstance(id_, str) else "",
            purposes=frozenset(str(purpose) for purpose in purposes),
            encoded_list=encoded,
        )


def _require(path: str, holds: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise _broken(path)


def _broken(path: str) -> MalformedDocument:
    return MalformedDocument(
        f"not a status list: {path}", reason="document.not_a_status_list", path=path
    )
