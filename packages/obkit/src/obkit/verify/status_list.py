"""A credential that is a status list, as a verifier reads it (BS-3), or its forerunner of 2021."""

from collections.abc import Mapping
from dataclasses import dataclass

from obkit.encoding.strict_json import Json
from obkit.errors import MalformedDocument
from obkit.model.ob3 import CREDENTIALS_V1, CREDENTIALS_V2
from obkit.status import Bitstring
from obkit.verify.kinds import as_list


@dataclass(frozen=True, slots=True)
class StatusList:
    """What a status list says: for which purposes, and the encoded bits."""

    id: str
    purposes: frozenset[str]
    encoded_list: str
    is_of_2021: bool = False

    def bits(self) -> Bitstring:
        """The bits.

        Raises:
            MalformedStatusList: they cannot be decoded.
        """
        decode = Bitstring.decode_2021 if self.is_of_2021 else Bitstring.decode
        return decode(self.encoded_list)

    @classmethod
    def from_document(cls, document: Mapping[str, Json]) -> "StatusList":
        """Read the list.

        Raises:
            MalformedDocument: with `path` and `reason` of the first broken rule.
        """
        types = as_list(document.get("type"))
        is_of_2021 = "StatusList2021Credential" in types
        first = as_list(document.get("@context"))[:1]
        known = CREDENTIALS_V2 in first or (is_of_2021 and CREDENTIALS_V1 in first)
        _require("$.@context[0]", known)
        _require("$.type", "VerifiableCredential" in types)
        _require("$.type", is_of_2021 or "BitstringStatusListCredential" in types)
        subject = document.get("credentialSubject")
        if not isinstance(subject, dict):
            raise _broken("$.credentialSubject")
        _require(
            "$.credentialSubject.type",
            ("StatusList2021" if is_of_2021 else "BitstringStatusList")
            in as_list(subject.get("type")),
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
            is_of_2021=is_of_2021,
        )


def _require(path: str, holds: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise _broken(path)


def _broken(path: str) -> MalformedDocument:
    return MalformedDocument(
        f"not a status list: {path}", reason="document.not_a_status_list", path=path
    )
