"""Issuers: set-up, public documents, keys that come and go."""

import io
import json

import pytest
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.issuers import access, selectors, services
from laurel.issuers.models import Issuer
from laurel.keys.models import SigningKey
from laurel.organizations.types import Role
from obkit.keys import KeyKind, public_key_from_jwk, public_key_from_multikey
from obkit.model import ob2, ob3
from obkit.resolve import MemoryFetcher, find_method
from PIL import Image

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db


def did_document(issuer):
    return json.loads(selectors.did_document(issuer))


def test_a_new_issuer_has_a_key_of_each_kind_and_a_did_on_our_host():
    issuer = badges.issuer()
    did = f"did:web:localhost%3A8000:issuers:{issuer.public_id}"
    assert selectors.did(issuer) == did
    document = did_document(issuer)
    assert document["id"] == did
    assert {m["type"] for m in document["verificationMethod"]} == {
        "Multikey",
        "JsonWebKey",
    }
    assert selectors.address(issuer) in document["alsoKnownAs"]


def test_the_did_document_is_what_the_strictest_verifier_reads():
    """T-PR-4: strings under assertionMethod, absolute ids, the DID as the controller."""
    document = did_document(badges.issuer())
    methods = document["verificationMethod"]
    assert document["assertionMethod"] == [m["id"] for m in methods]
    for method in methods:
        assert isinstance(method["id"], str)
        assert method["id"].startswith(document["id"] + "#")
        assert method["controller"] == document["id"]
        assert not {"d", "p", "q", "dp", "dq", "qi"} & set(
            method.get("publicKeyJwk", {})
        )


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.RSA])
def test_what_signs_is_what_the_did_document_publishes(kind):
    issuer = badges.issuer()
    key = services.signer_for(issuer=issuer, kind=kind)
    address = f"https://localhost:8000/issuers/{issuer.public_id}/did.json"
    fetcher = MemoryFetcher({address: selectors.did_document(issuer)})
    method = find_method(key.verification_method, fetcher=fetcher)
    assert method.public_key == key.signer.public_key
    assert method.controller == selectors.did(issuer)
    assert "assertionMethod" in method.purposes
    assert (method.revoked, method.expires) == (None, None)


def test_rotation_adds_keys_and_takes_none_away():
    issuer = badges.issuer()
    old = did_document(issuer)["verificationMethod"]
    signing_before = services.signer_for(issuer=issuer, kind=KeyKind.ED25519)
    services.rotate_key(issuer=issuer, actor=SYSTEM)
    document = did_document(issuer)
    assert document["verificationMethod"][: len(old)] == old
    assert len(document["assertionMethod"]) == 2 * len(old)
    assert "revoked" not in str(document)
    assert "expires" not in str(document)
    signing_now = services.signer_for(issuer=issuer, kind=KeyKind.ED25519)
    assert signing_now.verification_method != signing_before.verification_method


def test_every_key_has_an_address_of_its_own():
    issuer = badges.issuer()
    for key in selectors.published_keys(issuer):
        jwk = json.loads(selectors.jwk(issuer, key.public_id))
        assert jwk["kid"].endswith("#" + key.public_id)
        assert public_key_from_jwk(
            {k: v for k, v in jwk.items() if k not in ("kid", "alg")}
        )
        if key.multikey:
            assert public_key_from_multikey(key.multikey).to_jwk() == key.jwk
    with pytest.raises(NotFound):
        selectors.jwk(issuer, badges.issuer().public_id)


def test_a_private_member_in_the_row_never_comes_out():
    issuer = badges.issuer()
    for row in SigningKey.objects.filter(issuer_public_id=issuer.public_id):
        row.public_jwk = {**row.public_jwk, "d": "canary"}
        row.save(update_fields=["public_jwk"])
    published = selectors.did_document(issuer) + b"".join(
        selectors.jwk(issuer, key.public_id) for key in selectors.published_keys(issuer)
    )
    assert b"canary" not in published


def test_the_profiles_conform_and_name_each_other():
    issuer = badges.issuer(logo=png())
    profile = json.loads(selectors.profile(issuer))
    old = json.loads(selectors.ob2_profile(issuer))
    ob3.Profile.from_document({k: v for k, v in profile.items() if k != "@context"})
    ob2.Profile.from_document(old)
    assert profile["id"] == selectors.did(issuer)
    assert profile["image"]["id"] == f"{selectors.address(issuer)}/logo.png"
    assert old["id"] == f"http://localhost:8000/ob2/issuers/{issuer.public_id}"
    assert (old["name"], old["url"], old["email"]) == (
        issuer.name,
        issuer.url,
        issuer.email,
    )


def png(size=(40, 20)):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return out.getvalue()


def test_a_logo_is_kept_as_a_square_png():
    with_logo, without = badges.issuer(logo=png()), badges.issuer()
    with Image.open(io.BytesIO(selectors.logo(with_logo))) as image:
        assert (image.format, image.size) == ("PNG", (40, 40))
    with pytest.raises(NotFound):
        selectors.logo(without)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "x" * 201),
        ("name", "two\nlines"),
        ("url", "ftp://north-college.example"),
        ("url", "https://"),
        ("url", "https://[::1"),
        ("url", "https://a b.example"),
        ("url", "https://" + "x" * 500 + ".example"),
        ("email", "nobody"),
        ("description", "x" * 2001),
        ("description", "nul\0"),
        ("brand_colour", "blue"),
        ("accent_colour", "#12345"),
        ("logo", b"GIF89a"),
    ],
)
def test_a_wrong_fact_is_refused_by_name_and_nothing_is_stored(field, value):
    with pytest.raises(Refused) as caught:
        badges.issuer(**{field: value})
    assert caught.value.field == field
    assert not Issuer.objects.exists()
    assert not SigningKey.objects.exists()


def test_a_changed_profile_shows_and_leaves_the_style_alone():
    issuer = badges.issuer(logo=png())
    before = selectors.brand_css_path(issuer)
    services.change_profile(
        issuer=issuer,
        name="North College of Arts",
        url=issuer.url,
        email=issuer.email,
        description="",
        contact_name="",
        phone="",
        time_zone="UTC",
        language="en",
        shows_programs=False,
        linkedin_id="",
        actor=SYSTEM,
    )
    issuer = selectors.public(issuer.public_id)
    assert json.loads(selectors.profile(issuer))["name"] == "North College of Arts"
    assert selectors.brand_css_path(issuer) == before
    assert selectors.logo(issuer)


def test_letters_stand_for_a_logo_on_the_art():
    assert badges.issuer(name="North College").mark == "NC"
    assert badges.issuer(name="Kōwhai").mark == "K"
    assert badges.issuer(name="& 7").mark == "7"


def test_only_owners_edit():
    organization, owner = people.organization()
    issuer = badges.issuer(organization, actor=owner)
    editor = people.member(organization, Role.EDITOR)
    viewer = people.member(organization, Role.VIEWER)
    stranger = people.organization("Elsewhere")[1]
    assert access.for_editing(owner, issuer.public_id) == issuer
    for actor in (editor, viewer, stranger):
        with pytest.raises(NotFound) as refused:
            access.for_editing(actor, issuer.public_id)
        with pytest.raises(NotFound) as absent:
            access.for_editing(actor, "absent")
        assert str(refused.value) == str(absent.value)
    assert list(selectors.of_organization(organization)) == [issuer]
    assert str(issuer) == "North College"
