"""What is run in turn: our work, the floors below it, and the peers beside it."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from importlib.util import find_spec
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.signing import SigningKey
from obkit import baking, issue
from obkit.baking import Standard
from obkit.encoding import strict_json
from obkit.proofs import eddsa_rdfc_2022, vc_jwt
from obkit.resolve import MemoryFetcher
from obkit.status import Bitstring
from obkit.verify import Verdict, verify

from tools.bench import badge, gates
from tools.bench.measure import Task, repeat

MESSAGE = bytes(64)
PICTURES = {"50 KB": 50_000, "500 KB": 500_000}
STATUS_BITS = 131_072


def each(act: Callable[[Any], object], items: Iterable[Any]) -> Task:
    """A task that does one thing to one item after another, again and again."""
    following = badge.endless(list(items))
    return repeat(lambda: act(next(following)))


def floors(badges: badge.Badges) -> Iterator[tuple[str, Task]]:
    """What Ed25519 alone costs, in the library that obkit uses and in OpenSSL.

    A Data Integrity proof signs 64 bytes, a token all of itself, which takes longer.
    """
    key = SigningKey(badge.SEED)
    signature = key.sign(MESSAGE).signature
    yield "sign", repeat(lambda: key.sign(MESSAGE))
    yield "verify signature", repeat(lambda: key.verify_key.verify(MESSAGE, signature))
    token = badges.tokens[0].rpartition(".")[0].encode()
    of_token = key.sign(token).signature
    yield "sign a token's bytes", repeat(lambda: key.sign(token))
    yield (
        "verify a token's signature",
        repeat(lambda: key.verify_key.verify(token, of_token)),
    )
    other = Ed25519PrivateKey.from_private_bytes(badge.SEED)
    public = other.public_key()
    yield "sign (OpenSSL)", repeat(lambda: other.sign(MESSAGE))
    yield (
        "verify signature (OpenSSL)",
        repeat(lambda: public.verify(signature, MESSAGE)),
    )


def issuing(badges: badge.Badges) -> Iterator[tuple[str, Task]]:
    """From facts to what is stored."""
    batch = issue.Batch(
        signer=badges.signer, verification_method=badge.METHOD, created=badge.CREATED
    )
    yield "issue", each(batch.issue, badges.awards)
    tokens = issue.JwtBatch(signer=badges.signer, kid=badge.METHOD)
    yield "issue VC-JWT", each(tokens.issue, badges.awards)
    single: dict[str, Any] = {
        "signer": badges.signer,
        "verification_method": badge.METHOD,
        "created": badge.CREATED,
    }
    yield (
        "issue without template",
        each(lambda a: issue.sign_embedded(issue.build(a), **single), badges.awards),
    )
    yield "issue by PyLD", each(lambda d: gates.pyld_issue(d, badges), badges.documents)


def verifying(badges: badge.Badges) -> Iterator[tuple[str, Task]]:
    """From bytes to whether the signature is good; and the whole report."""
    key = badges.signer.public_key

    def check(data: bytes) -> None:
        document = strict_json.loads_object(data)
        proof: Any = eddsa_rdfc_2022.proofs_of(document)[0]
        if not eddsa_rdfc_2022.verify(document, proof, key=key):
            raise gates.NotRight("a good badge was refused")

    yield "verify", each(check, badges.signed)
    yield "verify new shapes", each(check, badges.shuffled)
    yield (
        "verify VC-JWT",
        each(lambda token: vc_jwt.open(token, key=key), badges.tokens),
    )
    yield "whole report", each(_reporting(badges), badges.signed)


def _reporting(badges: badge.Badges) -> Callable[[bytes], object]:
    method = {
        "id": badge.METHOD,
        "type": "Multikey",
        "controller": badge.DID,
        "publicKeyMultibase": badges.signer.public_key.to_multikey(),
    }
    controller: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": badge.DID,
        "verificationMethod": [method],
        "assertionMethod": [badge.METHOD],
    }
    fetcher = MemoryFetcher(
        {
            f"{badge.BASE}/issuers/north/did.json": strict_json.dumps(controller),
            f"{badge.BASE}/status/3": _status_list(badges, Bitstring(STATUS_BITS)),
        }
    )
    now = badge.CREATED + timedelta(days=1)

    def report(data: bytes) -> None:
        found = verify(data, fetcher=fetcher, now=now)
        if found.verdict is not Verdict.VERIFIED:
            raise gates.NotRight(f"a good badge: {found.verdict}")

    return report


def _status_list(badges: badge.Badges, bits: Bitstring) -> bytes:
    return issue.status_list(
        id=f"{badge.BASE}/status/3",
        issuer=badge.DID,
        purpose="revocation",
        encoded_list=bits.encode(),
        valid_from=badge.CREATED,
        signer=badges.signer,
        verification_method=badge.METHOD,
        created=badge.CREATED,
    )


def status(badges: badge.Badges) -> Iterator[tuple[str, Task]]:
    """Revoke one credential: change a bit of a list with one in a hundred set, and sign it."""
    bits = Bitstring(STATUS_BITS)
    for index in range(0, STATUS_BITS, 100):
        bits.set(index)
    following = count(1, 100)

    def revoke() -> None:
        bits.set(next(following) % STATUS_BITS)
        _status_list(badges, bits)

    yield "status list", repeat(revoke)


def pictures(badges: badge.Badges) -> Iterator[tuple[str, Task]]:
    """Bake a badge into pictures; copying their bytes is the least that baking can be."""
    payload = badges.signed[0]
    for name, size in PICTURES.items():
        image = badge.png(size)
        yield f"copy {name}", repeat(lambda image=image: bytearray(image))  # type: ignore[misc]
        picture = baking.Picture(image, Standard.OB3)
        yield f"bake PNG {name}", repeat(lambda picture=picture: picture.bake(payload))  # type: ignore[misc]
    yield "bake PNG anew", repeat(lambda: baking.bake(image, payload, Standard.OB3))
    drawing = badge.svg(700)
    sketch = baking.Picture(drawing, Standard.OB3)
    yield "bake SVG", repeat(lambda: sketch.bake(payload))
    yield "bake SVG anew", repeat(lambda: baking.bake(drawing, payload, Standard.OB3))
    yield from _peers_in_pictures(payload, drawing)


def _peers_in_pictures(payload: bytes, drawing: bytes) -> Iterator[tuple[str, Task]]:
    if find_spec("lxml"):
        from lxml import etree

        def by_lxml() -> bytes:
            root = etree.fromstring(drawing)
            made = etree.SubElement(
                root, "{https://purl.imsglobal.org/ob/v3p0}credential"
            )
            made.text = payload.decode()
            written: bytes = etree.tostring(root)
            return written

        yield "SVG by lxml", repeat(by_lxml)
    if find_spec("openbadges_bakery"):
        from openbadges_bakery import bake

        image = badge.png(PICTURES["50 KB"])
        text = payload.decode()
        yield (
            "PNG 50 KB by openbadges_bakery",
            repeat(lambda: bake(io.BytesIO(image), text)),
        )
