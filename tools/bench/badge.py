"""What is measured: a full badge, many awards of it, and pictures to bake into."""

import json
import random
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

from obkit import issue
from obkit.keys import KeyKind, LocalSigner

CREATED = datetime(2026, 11, 21, 14, 2, 5, tzinfo=UTC)
DID = "did:web:college.example:issuers:north"
METHOD = f"{DID}#key"
BASE = "https://college.example"
SEED = bytes(range(32))  # a key for measuring; nothing else is signed with it

ISSUER = issue.Issuer(
    id=DID,
    name="Northern College",
    url=f"{BASE}/",
    email="badges@college.example",
    description="A public college that recognises learning with verifiable credentials.",
    image=f"{BASE}/issuers/north/logo.png",
    ob2_id=f"{BASE}/ob2/issuers/north",
)
ACHIEVEMENT = issue.Achievement(
    id=f"{BASE}/achievements/teamwork/1",
    name="Teamwork 101 — collaborating “in the large”",
    description="Recognises the capacity to collaborate within a group environment.",
    criteria="Peers nominate members of their team; staff review the nomination.\n"
    "At least **three** projects are needed.",
    criteria_url=f"{BASE}/achievements/teamwork/1",
    image=f"{BASE}/achievements/teamwork/1/image.png",
    image_caption="Two hands holding one rope",
    alignments=(
        issue.Alignment(
            name="Collaboration",
            url="https://skills.example/4f2d4b0e-1f7c-4a7e-9a13-3a2f2f1f6c21",
            description="Work together with others in a team to reach a common goal.",
            framework="Skills of work",
            code="S1.8.1",
            type="CFItem",
        ),
    ),
    tags=("teamwork", "collaboration", "leadership"),
    version="1",
    language="en",
    ob2_id=f"{BASE}/ob2/badges/teamwork/1",
)
# Most names are plain; some are written in other scripts or need escapes.
NAMES = (
    "Ada Lovelace", "Mary Somerville", "Emmy Noether", "Sofja Kowalewskaja",
    "Zoë Müller", "李小龍", 'Charles "Tab" Babbage', "Jane O'Neil",
)  # fmt: skip


def awards(count: int) -> list[issue.Award]:
    """Awards of one achievement to different people, as a batch brings them."""
    chance = random.Random(7)  # noqa: S311 - sample data
    return [_award(number, chance) for number in range(count)]


def _award(number: int, chance: random.Random) -> issue.Award:
    token = f"{chance.getrandbits(128):032x}"
    return issue.Award(
        id=f"{BASE}/b/{token}",
        issuer=ISSUER,
        achievement=ACHIEVEMENT,
        recipient=issue.Recipient(
            email=f"learner{number}@mail.example",
            salt=token[:16],
            name=chance.choice(NAMES),
        ),
        valid_from=CREATED,
        valid_until=CREATED + timedelta(days=1000),
        evidence=(
            issue.Evidence(
                url=f"https://portfolio.example/{token}",
                name="Project portfolio",
                narrative=f"Led a team of {number % 9} through a design project.",
            ),
        ),
        status=issue.StatusEntry(
            list_url=f"{BASE}/status/3", index=chance.randrange(131_072)
        ),
    )


@dataclass(frozen=True)
class Badges:
    """The same awards in every form that a task needs."""

    signer: LocalSigner
    awards: list[issue.Award]
    documents: list[dict[str, Any]]  # unsigned
    signed: list[bytes]  # as JSON, of one shape
    shuffled: list[bytes]  # as JSON, each of a shape of its own
    tokens: list[str]

    @classmethod
    def make(cls, count: int) -> "Badges":
        """Issue so many badges."""
        signer = LocalSigner.from_private_bytes(KeyKind.ED25519, SEED)
        given = awards(count)
        documents = [issue.build(award).to_document() for award in given]
        signed = list(
            issue.issue_many(
                given, signer=signer, verification_method=METHOD, created=CREATED
            )
        )
        chance = random.Random(11)  # noqa: S311 - sample data
        return cls(
            signer,
            given,
            documents,
            signed,
            [
                json.dumps(_shuffled(json.loads(data), chance)).encode()
                for data in signed
            ],
            [
                issue.sign_jwt(issue.build(a), signer=signer, kid=METHOD)
                for a in given[:50]
            ],
        )


def _shuffled(value: Any, chance: random.Random) -> Any:
    """The same JSON with the members of every object in another order."""
    if isinstance(value, list):
        return [_shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    members = [(name, _shuffled(item, chance)) for name, item in value.items()]
    chance.shuffle(members)
    return dict(members)


def endless(items: list[Any]) -> Iterator[Any]:
    """The items again and again."""
    return cycle(items)


def png(size: int) -> bytes:
    """A PNG of about so many bytes that no compressor makes smaller."""
    noise = random.Random(3).randbytes(size)  # noqa: S311 - sample data
    width = 1000
    rows = b"".join(
        b"\0" + noise[start : start + width].ljust(width, b"\0")
        for start in range(0, size, width)
    )
    header = struct.pack(">IIBBBBB", width, len(rows) // (width + 1), 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(rows, 0))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
    )


def svg(paths: int) -> bytes:
    """A drawing of so many paths."""
    lines = "\n".join(
        f'<path d="M{n} {n} C {n} 1, 2 {n}, 3 3 z" fill="#{n:06x}"/>'
        for n in range(paths)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n{lines}\n</svg>\n'
    ).encode()
