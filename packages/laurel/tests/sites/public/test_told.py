"""What pages tell of a badge: to search engines, in a picture, and no more than its holder chose."""

import io
import json
import xml.etree.ElementTree as ET

import pikepdf
import pytest
from django.conf import settings
from laurel.awards import selectors as awards
from laurel.awards.types import Disclosure, Visibility
from laurel.credentials import selectors as credentials
from laurel.credentials import services
from laurel.credentials.types import RevocationReason
from laurel.foundation import pdf
from laurel.foundation.actors import SYSTEM
from laurel.issuing import services as issuing

from packages.laurel.tests.factories import badges, people

from .shared_pages import ADDRESSES, PAPER, PERSON, address, page


class TestHead:
    def test_a_badge_that_can_be_earned_is_described_to_search_engines(
        self, client, credential
    ):
        version = credential.achievement_version
        path = f"/achievements/{version.achievement.public_id}/{version.number}"
        (said,) = page(client, path).data
        assert said["@type"] == "EducationalOccupationalCredential"
        assert said["@id"] == settings.LAUREL.base_url + path
        assert said["name"] == "Applied Data Analytics"
        assert said["competencyRequired"] == [
            {
                "@type": "DefinedTerm",
                "name": "Data analysis",
                "url": "https://skills.example/data-analysis",
            }
        ]
        assert said["recognizedBy"]["name"] == "North College"
        assert "@north-college.example" not in json.dumps(said)

    def test_words_do_not_break_out_of_the_block(self, client, db):
        name = '</script><b>&"'
        credential = badges.issued(badges.achievement(name=name))
        version = credential.achievement_version
        path = f"/achievements/{version.achievement.public_id}/{version.number}"
        (said,) = page(client, path).data
        assert said["name"] == name

    def test_an_award_is_not_described_to_search_engines_unasked(
        self, client, credential
    ):
        found = page(client, f"/b/{credential.award_public_id}")
        assert found.data == []
        assert ("meta", {"name": "robots", "content": "noindex"}) in found.tags


@pytest.mark.requirement("I13")
def test_a_labelled_picture_shows_what_is_inside_this_badge(client, credential):
    shown = client.get(f"/b/{credential.award_public_id}").content.decode()
    section = shown[shown.index('id="inside"') :]
    drawing = section[section.index('<svg class="hide-small"') :]
    drawing = drawing[: drawing.rindex("</svg>", 0, drawing.index("<div class")) + 6]
    picture = ET.fromstring(drawing)
    assert picture.get("role") == "img"
    said = picture.find("desc").text
    plates = [
        [text.text for text in plate.iter("text")] for plate in picture.findall("svg")
    ]
    terms = {term: value for _, term, value in plates}
    assert terms["Issuer"] == "North College"
    assert terms["Recipient"] == "Ada Lovelace"
    assert terms["Achievement"] == "Applied Data Analytics"
    assert terms["Skills"] == "Data analysis"
    assert terms["Evidence"] == "1 piece"
    assert len(picture.findall("path")) == len(plates) == 8
    for term, value in terms.items():
        assert term in said
        assert f"<b>{term}</b>" in section  # and once more as a list
        assert value.removesuffix("…").lower() in said.lower()


@pytest.mark.requirement("K7")
def test_the_guide_is_in_the_issuers_look_and_found_from_the_badge(client, credential):
    guide = f"/issuers/{credential.issuer.public_id}/guide"
    for path in (
        f"/b/{credential.award_public_id}",
        f"/b/{credential.award_public_id}/share",
        f"/issuers/{credential.issuer.public_id}/help",
        awards.claim_address(credential.award_public_id, credential.recipient_email)
        .removeprefix(settings.LAUREL.base_url)
        .partition("?")[0],
    ):
        assert guide in page(client, path).links()
    found = page(client, guide)
    sheets = [
        given["href"] for tag, given in found.tags if given.get("rel") == "stylesheet"
    ]
    assert any(
        f"/issuers/{credential.issuer.public_id}/brand." in each for each in sheets
    )
    assert ("body", {"data-brand": credential.issuer.public_id}) in found.tags


@pytest.mark.requirement("K7")
def test_the_backpack_with_badges_of_many_leads_to_the_guide_for_all(client, db):
    client.force_login(people.account())
    assert "/guide" in page(client, "/backpack/").links()
    found = page(client, "/guide")
    assert ("body", {"data-brand": "laurel"}) in found.tags
    assert "/help/ask" in found.links()


def disclosed(credential, **chosen):
    """The award, shown to others as its holder chose."""
    award = awards.by_public_id(credential.award_public_id)
    issuing.disclose(award=award, disclosure=Disclosure(**chosen), actor=SYSTEM)
    return credentials.public(credential.award_public_id)


class TestAsItsHolderChose:
    @pytest.mark.parametrize(
        "name", sorted(set(ADDRESSES) - {"code", "guide", "guides"})
    )
    def test_a_private_award_is_shown_nowhere(self, client, credential, name):
        path = address(name, credential)
        disclosed(credential, visibility=Visibility.PRIVATE)
        answer = client.get(path, **PERSON, follow=name == "short")
        assert answer.status_code == (401 if name == "oembed" else 404)
        text = answer.content.decode()
        assert "Ada" not in text
        assert "Applied" not in text
        if name not in ("oembed", "embed"):
            assert "kept private" in text

    def test_a_public_one_is_described_to_search_engines(self, client, credential):
        shown = disclosed(credential, visibility=Visibility.PUBLIC)
        path = f"/b/{shown.award_public_id}"
        (said,) = page(client, path).data
        assert said["@type"] == "EducationalOccupationalCredential"
        assert said["identifier"] == shown.award_public_id
        assert said["about"] == {"@type": "Person", "name": "Ada Lovelace"}
        assert said["dateCreated"]
        assert shown.recipient_email not in json.dumps(said)
        services.revoke(
            credential=shown,
            reason=RevocationReason.ADMINISTRATIVE_ERROR,
            public_wording="Issued in error.",
            private_note="",
            actor=SYSTEM,
        )
        assert page(client, path).data == []

    def test_a_hidden_name_stands_nowhere(self, client, credential):
        shown = disclosed(
            credential, name=False, narrative=False, visibility=Visibility.PUBLIC
        )
        (said,) = page(client, f"/b/{shown.award_public_id}").data
        assert "Ada" not in json.dumps(said)
        for name in set(ADDRESSES) - {"code", "guide", "guides", "to", "short", *PAPER}:
            answer = client.get(address(name, shown), **PERSON)
            assert answer.status_code == 200
            assert b"Ada" not in answer.content, name
        paper = client.get(address("certificate", shown), **PERSON)
        assert "ada" not in paper["Content-Disposition"]
        with pikepdf.open(io.BytesIO(paper.content)) as document:
            assert "Ada" not in str(document.open_metadata())
        assert b"Ada" not in pdf.attachments(paper.content)[0].data
