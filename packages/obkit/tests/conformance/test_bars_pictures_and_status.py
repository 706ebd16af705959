"""BAR-5 and BAR-6 as one story each, and K6: our badges before the published schemas."""

import json
import zlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from obkit import baking, issue
from obkit.baking import Standard
from obkit.errors import ObkitError
from obkit.issue import facts
from obkit.keys import KeyKind, LocalSigner
from obkit.proofs import eddsa_rdfc_2022
from obkit.verify import Check, Verdict

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import HOST, NOW, World, summary

SCHEMAS = Path(__file__).parents[5] / "shared/standards/schemas"


@pytest.fixture
def world():
    return World(rsa=LocalSigner.generate(KeyKind.RSA))


def record(world) -> bytes:
    """A learner's record with one badge in it."""
    built = issue.build_record(
        facts.Record(
            id=f"{HOST}/records/1",
            name="Transcript",
            issuer=world.award().issuer,
            recipient=world.award().recipient,
            credentials=(json.loads(world.credential()),),
            valid_from=NOW - timedelta(days=1),
        )
    )
    return issue.sign_embedded(
        built, signer=world.ed25519, verification_method=world.method, created=NOW
    )


@pytest.mark.parametrize("image", [pictures.png(), pictures.SVG], ids=["png", "svg"])
@pytest.mark.parametrize(
    ("form", "standard"),
    [
        ("hosted", Standard.OB2),
        ("credential", Standard.OB3),
        ("token", Standard.OB3),
        ("record", Standard.CLR2),
    ],
)
def test_bar_5_a_baked_badge_comes_out_and_is_verified(world, image, form, standard):
    payload = record(world) if form == "record" else getattr(world, form)()
    baked = baking.bake(image, payload, standard)
    (found,) = baking.extract(baked)
    assert (found.standard, found.payload) == (standard, payload)
    assert world.verify(baked).verdict is Verdict.VERIFIED
    with pytest.raises(ObkitError) as refused:
        baking.bake(baked, payload, standard)
    assert refused.value.reason == "baking.already_baked"
    assert baking.bake(baked, payload, standard, replace=True) == baked


def test_bar_5_pixels_and_other_chunks_stay_as_they_are(world):
    extra = pictures.chunk(b"tEXt", b"Title\0Badge")
    image = pictures.png(before=extra)
    baked = baking.bake(image, world.credential(), Standard.OB3)
    at = image.index(b"IDAT") - 4
    assert baked.startswith(image[:at])
    assert baked.endswith(image[at:])


def test_bar_5_what_attacks_the_reader_is_refused():
    bomb = b"openbadges\0\1\0\0\0" + zlib.compress(b" " * 64_000_000)
    entity = b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    for image in (
        pictures.png(before=pictures.chunk(b"iTXt", bomb)),
        entity + b'<svg xmlns="http://www.w3.org/2000/svg"><g>&x;</g></svg>',
        pictures.png() + b"\0" * baking.MAX_IMAGE_BYTES,
    ):
        with pytest.raises(ObkitError):
            baking.extract(image)


def test_bar_6_a_bit_revokes_and_the_neighbours_stay_good(world):
    award = world.award()
    data = world.credential(award)
    assert world.verify(data).verdict is Verdict.VERIFIED
    world.bits.set(award.status.index)
    world.publish_list()
    assert summary(world.verify(data))["status"] == "status.revoked"
    other = replace(award.status, index=award.status.index + 1)
    neighbour = world.credential(world.award(status=other))
    assert world.verify(neighbour).verdict is Verdict.VERIFIED


def with_status(world, entry) -> bytes:
    document = json.loads(world.credential())
    del document["proof"]
    return json.dumps(
        eddsa_rdfc_2022.sign(
            document | {"credentialStatus": document["credentialStatus"] | entry},
            signer=world.ed25519,
            verification_method=world.method,
            created=NOW,
        )
    ).encode()


def test_bar_6_a_suspension_is_taken_back(world):
    data = with_status(world, {"statusPurpose": "suspension"})
    index = world.award().status.index
    reasons = []
    for is_suspended in (False, True, False):
        bits = type(world.bits)()
        if is_suspended:
            bits.set(index)
        world.publish_list(purpose="suspension", encoded_list=bits.encode())
        reasons.append(summary(world.verify(data))["status"])
    assert reasons == ["status.good", "status.suspended", "status.good"]


def test_bar_6_a_badge_expires_and_is_renewed_for_the_same_award(world):
    first = NOW - timedelta(days=300)
    award = world.award(
        valid_from=first, awarded_on=first, valid_until=NOW + timedelta(days=1)
    )
    data = world.credential(award)
    assert world.verify(data).verdict is Verdict.VERIFIED
    later = NOW + timedelta(days=2)
    assert world.verify(data, now=later).verdict is Verdict.NOT_VERIFIED
    renewed = replace(award, valid_from=NOW, valid_until=NOW + timedelta(days=300))
    again = world.credential(renewed)
    assert world.verify(again, now=later).verdict is Verdict.VERIFIED
    old, new = json.loads(data), json.loads(again)
    assert old["awardedDate"] == new["awardedDate"]
    assert old["validFrom"] < new["validFrom"]


def test_bar_6_the_list_of_1edtech_revokes_by_name(world):
    document = json.loads(world.credential())
    url = f"{HOST}/revocations/1"
    del document["proof"]
    document["@context"].append(
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    )
    document["credentialStatus"] = {"id": url, "type": "1EdTechRevocationList"}
    data = json.dumps(
        eddsa_rdfc_2022.sign(
            document,
            signer=world.ed25519,
            verification_method=world.method,
            created=NOW,
        )
    ).encode()
    reasons = []
    for entries in ([], [{"id": document["id"], "revoked": True}]):
        published = {"id": url, "issuer": world.did, "revokedCredential": entries}
        world.documents[url] = json.dumps(published).encode()
        reasons.append(summary(world.verify(data))["status"])
    assert reasons == ["status.good", "status.revoked"]


def test_bar_6_a_revoked_badge_of_2_0_is_gone(world):
    award = world.award()
    data = world.hosted(award)
    assert world.verify(data).verdict is Verdict.VERIFIED
    world.documents[str(award.ob2_id)] = 410
    report = world.verify(data)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.result(Check.STATUS).reason == "status.revoked"


@pytest.mark.requirement("K6")
@pytest.mark.skipif(
    not SCHEMAS.exists(),
    reason="the published schemas are not beside this repository (../shared/standards)",
)
@pytest.mark.parametrize(
    "name",
    [
        "ob-v3p0-published/ob_v3p0_achievementcredential_schema.json",
        "ob-v3p0-canonical/achievementcredential.json",
    ],
)
def test_what_we_issue_fits_the_published_schema(world, name):
    validator = jsonschema.Draft201909Validator(
        json.loads((SCHEMAS / name).read_text())
    )
    document = json.loads(world.credential())
    assert list(validator.iter_errors(document)) == []
    del document["credentialSubject"]["achievement"]["criteria"]
    assert list(validator.iter_errors(document))
