"""A small world for tests of verifying: an issuer on the web, its keys, its badges.

Everything is issued by `obkit.issue` and published in a `MemoryFetcher`, as a platform would.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from obkit import issue
from obkit.issue import facts
from obkit.keys import KeyKind, LocalSigner
from obkit.resolve import MemoryFetcher
from obkit.status import Bitstring
from obkit.verify import Policy, Report, verify

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOST = "https://college.example"
EMAIL = "ada@learner.example"


def did_of(name: str) -> str:
    return f"did:web:college.example:issuers:{name}"


@dataclass
class World:
    """An issuer with an Ed25519 and an RSA key, a status list, and what its web server answers."""

    name: str = "north"
    ed25519: LocalSigner = field(default=None)  # made below
    rsa: LocalSigner | None = None
    bits: Bitstring = field(default_factory=Bitstring)
    documents: dict[str, bytes | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.ed25519 is None:
            # The same in every process, because the key stands in addresses and those in the
            # names of tests; and each issuer's own, or strangers would sign with its key.
            seed = hashlib.sha256(self.name.encode()).digest()
            self.ed25519 = LocalSigner.from_private_bytes(KeyKind.ED25519, seed)
        self.publish_keys()
        self.publish_list()

    @property
    def did(self) -> str:
        return did_of(self.name)

    @property
    def method(self) -> str:
        return f"{self.did}#{self.ed25519.public_key.to_multikey()}"

    @property
    def list_url(self) -> str:
        return f"{HOST}/status/{self.name}"

    def publish_keys(self, **changes: Any) -> None:
        methods: list[dict[str, Any]] = [
            {
                "id": self.method,
                "type": "Multikey",
                "controller": self.did,
                "publicKeyMultibase": self.ed25519.public_key.to_multikey(),
            }
        ]
        if self.rsa:
            methods.append(
                {
                    "id": f"{self.did}#rsa",
                    "type": "JsonWebKey",
                    "controller": self.did,
                    "publicKeyJwk": self.rsa.public_key.to_jwk(),
                }
            )
        methods[0].update(changes.pop("method", {}))
        document = {
            "@context": ["https://www.w3.org/ns/did/v1"],
            "id": self.did,
            "verificationMethod": methods,
            "assertionMethod": [method["id"] for method in methods],
        } | changes
        url = f"{HOST}/issuers/{self.name}/did.json"
        self.documents[url] = json.dumps(document).encode()

    def publish_list(self, signer: LocalSigner | None = None, **changes: Any) -> None:
        options: dict[str, Any] = {
            "id": self.list_url,
            "issuer": self.did,
            "purpose": "revocation",
            "encoded_list": self.bits.encode(),
            "valid_from": NOW - timedelta(days=1),
            "signer": signer or self.ed25519,
            "verification_method": self.method,
            "created": NOW - timedelta(days=1),
        } | changes
        self.documents[self.list_url] = issue.status_list(**options)

    @property
    def fetcher(self) -> MemoryFetcher:
        return MemoryFetcher(self.documents)

    def award(self, **changes: Any) -> facts.Award:
        issuer = facts.Issuer(
            id=self.did,
            name="Northern College",
            url=HOST,
            email="badges@college.example",
            ob2_id=f"{HOST}/ob2/issuers/{self.name}",
        )
        achievement = facts.Achievement(
            id=f"{HOST}/achievements/1/1",
            name="Facilitation",
            description="Leads a group to its own conclusions.",
            criteria="Led *three* workshops.",
            image=f"{HOST}/achievements/1/1/image.png",
            alignments=(
                facts.Alignment(name="Facilitating", url="https://skills.example/7"),
            ),
            ob2_id=f"{HOST}/ob2/badges/1/1",
        )
        award = facts.Award(
            id=f"{HOST}/b/42",
            issuer=issuer,
            achievement=achievement,
            recipient=facts.Recipient(email=EMAIL, salt="s4lt", name="Ada Lovelace"),
            valid_from=NOW - timedelta(days=1),
            evidence=(facts.Evidence(url="https://ada.example/essay", name="Essay"),),
            status=facts.StatusEntry(list_url=self.list_url, index=94_567),
            ob2_id=f"{HOST}/ob2/assertions/42",
        )
        return replace(award, **changes)

    def credential(self, award: facts.Award | None = None, **changes: Any) -> bytes:
        """A signed credential as JSON."""
        options: dict[str, Any] = {
            "signer": self.ed25519,
            "verification_method": self.method,
            "created": NOW - timedelta(days=1),
        } | changes
        return issue.sign_embedded(issue.build(award or self.award()), **options)

    def token(self, award: facts.Award | None = None, **changes: Any) -> bytes:
        """A signed credential as a VC-JWT."""
        if self.rsa is None:
            self.rsa = LocalSigner.generate(KeyKind.RSA)
            self.publish_keys()
        options: dict[str, Any] = {
            "signer": self.rsa,
            "kid": f"{self.did}#rsa",
        } | changes
        return issue.sign_jwt(issue.build(award or self.award()), **options).encode()

    def hosted(self, award: facts.Award | None = None) -> bytes:
        """Publish an OB 2.0 badge; what the assertion's address answers."""
        award = award or self.award()
        for document in (
            issue.ob2_assertion(award),
            issue.ob2_badge_class(award.achievement, issuer=award.issuer),
            issue.ob2_profile(award.issuer),
        ):
            written = document.to_document()
            self.documents[str(written["id"])] = json.dumps(written).encode()
        found = self.documents[award.ob2_id]
        assert isinstance(found, bytes)
        return found

    def verify(self, data: bytes, *, now: datetime = NOW, **policy: Any) -> Report:
        return verify(data, policy=Policy(**policy), fetcher=self.fetcher, now=now)


def summary(report: Report) -> dict[str, str]:
    """The reasons by check: what a test compares."""
    return {str(result.check): result.reason for result in report.results}


def changed(document: bytes, **members: Any) -> bytes:
    """The same JSON document with members replaced (None removes)."""
    written = json.loads(document) | members
    return json.dumps({k: v for k, v in written.items() if v is not None}).encode()
