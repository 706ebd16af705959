"""A folder of badges with planted faults, and what must be found in each file."""

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from obkit import baking, issue
from obkit.baking import Standard
from obkit.keys import KeyKind, LocalSigner

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import NOW, World

GOOD = ("verified", "")
REVOKED = 7


class Planted(World):
    """The small world, its badges written to a folder; `expected` maps file to finding."""

    expected: dict[str, tuple[str, str]]

    def write(self, folder: Path, count: int, *, plain: bool = False) -> None:
        """`count` files, of which one in four has a fault.

        `plain` leaves out what names the host: two standards in one picture, hosted badges.
        """
        self.bits.set(REVOKED)
        self.publish_list()
        self.token()  # publishes the RSA key
        self.expected = {}
        kinds = [k for k in FAULTS if not (plain and k in ("altered copy", "gone"))]
        for number in range(count):
            turn = number // 4
            kind = kinds[turn % len(kinds)] if number % 4 == 0 else None
            sub = folder / f"group-{number % 5}"
            sub.mkdir(exist_ok=True, parents=True)
            name, data, finding = (
                FAULTS[kind](self, number) if kind else self.good(number, plain=plain)
            )
            path = sub / f"{number:05}{name}"
            path.write_bytes(data)
            self.expected[str(path)] = finding

    def numbered(self, number: int, **changes):
        award = self.award(
            id=f"{self.award().id[:-2]}{number}",
            status=replace(self.award().status, index=1000 + number),
            ob2_id=f"{self.award().ob2_id[:-2]}{number}",
        )
        return replace(award, **changes)

    def good(self, number: int, *, plain: bool = False):
        award = self.numbered(number)
        form = number % (4 if plain else 6)
        match form:
            case 0 | 1:
                return ".json", self.credential(award), GOOD
            case 2:
                image = baking.bake(
                    pictures.png(), self.credential(award), Standard.OB3
                )
                return ".png", image, GOOD
            case 3:
                return ".jwt", self.token(award), GOOD
            case 4:
                return ".json", self.hosted(award), GOOD
            case _:
                svg = b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
                both = baking.bake(svg, self.credential(award), Standard.OB3)
                both = baking.bake(both, self.hosted(award), Standard.OB2)
                return ".svg", both, GOOD

    def counts(self) -> Counter[str]:
        return Counter(verdict for verdict, _ in self.expected.values())


def _altered(world, number):
    data = world.credential(world.numbered(number))
    changed = data.replace(b"Leads a group", b"Leads an army")
    return ".json", changed, ("not_verified", "proof.altered")


def _altered_token(world, number):
    token = world.token(world.numbered(number))
    head, body, signature = token.split(b".")
    other = world.token(world.numbered(number + 1)).split(b".")[1]
    assert other != body
    return (
        ".jwt",
        b".".join((head, other, signature)),
        ("not_verified", "proof.altered"),
    )


def _revoked(world, number):
    status = replace(world.award().status, index=REVOKED)
    data = world.credential(world.numbered(number, status=status))
    return ".json", data, ("not_verified", "status.revoked")


def _expired(world, number):
    award = world.numbered(
        number,
        valid_from=NOW - timedelta(days=9),
        valid_until=NOW - timedelta(days=2),
    )
    data = world.credential(award, created=NOW - timedelta(days=9))
    return ".json", data, ("not_verified", "validity.expired")


def _not_yet(world, number):
    data = world.credential(world.numbered(number, valid_from=NOW + timedelta(days=1)))
    return ".json", data, ("not_verified", "validity.not_yet")


def _strangers_key(world, number):
    stranger = LocalSigner.from_private_bytes(KeyKind.ED25519, b"\7" * 32)
    key = stranger.public_key.to_multikey()
    data = world.credential(
        world.numbered(number),
        signer=stranger,
        verification_method=f"did:key:{key}#{key}",
    )
    return ".json", data, ("not_verified", "issuer.key_not_issuers")


def _unsigned(world, number):
    data = json.loads(world.credential(world.numbered(number)))
    del data["proof"]
    return ".json", json.dumps(data).encode(), ("not_verified", "proof.missing")


def _smuggled(world, number):
    data = json.loads(world.credential(world.numbered(number)))
    data["credentialSubject"]["honours"] = "summa cum laude"
    finding = ("not_verified", "proof.undefined_term")
    return ".json", json.dumps(data).encode(), finding


def _gone_list(world, number):
    status = replace(world.award().status, list_url=f"{world.list_url}-gone")
    data = world.credential(world.numbered(number, status=status))
    return ".json", data, ("inconclusive", "status.unreachable")


def _no_badge(world, number):
    return ".png", pictures.png(), ("not_verified", "image.no_badge")


def _cut(world, number):
    image = baking.bake(
        pictures.png(), world.credential(world.numbered(number)), Standard.OB3
    )
    return ".png", image[: len(image) // 2], ("not_verified", "image.truncated")


def _jpeg(world, number):
    return ".jpg", b"\xff\xd8\xff\xe0JFIF", ("not_verified", "input.not_a_badge")


def _doubled_key(world, number):
    data = world.credential(world.numbered(number))
    doubled = data[:-1] + b',"id":"urn:x:2"}'
    return ".json", doubled, ("not_verified", "json.duplicate_key")


def _altered_copy(world, number):
    data = json.loads(world.hosted(world.numbered(number)))
    data["recipient"]["identity"] = issue.ob2.identity_hash("eve@x.example", "s4lt")
    return ".json", json.dumps(data).encode(), ("not_verified", "hosted.copy_altered")


def _gone(world, number):
    award = world.numbered(number)
    data = world.hosted(award)
    world.documents[award.ob2_id] = 410
    return ".json", data, ("not_verified", "status.revoked")


FAULTS = {
    "altered": _altered,
    "altered token": _altered_token,
    "revoked": _revoked,
    "expired": _expired,
    "not yet": _not_yet,
    "a stranger's key": _strangers_key,
    "unsigned": _unsigned,
    "smuggled": _smuggled,
    "gone list": _gone_list,
    "no badge": _no_badge,
    "cut": _cut,
    "JPEG": _jpeg,
    "doubled key": _doubled_key,
    "altered copy": _altered_copy,
    "gone": _gone,
}
