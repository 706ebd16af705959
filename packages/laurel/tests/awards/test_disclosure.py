"""What holders let others see, and the links that show them an award as theirs."""

import pytest
from laurel.awards import selectors as awards
from laurel.awards import services
from laurel.awards.errors import Refused
from laurel.awards.types import Disclosure, Evidence, Shown, Visibility
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db

REPORT = Evidence(name="Her report", url="https://evidence.example/report")
FILM = Evidence(name="A film", url="https://evidence.example/film")


@pytest.fixture
def award():
    made = badges.issued(
        recipient_email="Ada@North-College.example",
        narrative="Led two workshops.",
        evidence=[REPORT, FILM],
    )
    return awards.by_public_id(made.award_public_id)


def key_of(evidence):
    item = {"name": evidence.name, "url": evidence.url, "narrative": ""}
    return awards.evidence_key(item)


def test_where_nobody_chose_all_of_it_is_shown_to_whoever_has_the_link(award):
    assert awards.disclosure(award.public_id) == Disclosure(Visibility.UNLISTED)
    assert awards.shown(award) == Shown(
        "Ada Lovelace", "Led two workshops.", tuple(award.evidence)
    )


def test_what_is_hidden_is_left_out_and_the_award_stays_whole(award):
    chosen = Disclosure(Visibility.PRIVATE, False, False, (key_of(REPORT),))
    services.disclose(award=award, disclosure=chosen, actor=SYSTEM)
    assert awards.disclosure(award.public_id) == chosen
    assert awards.disclosures([award.public_id]) == {award.public_id: chosen}
    shown = awards.shown(award)
    assert (shown.name, shown.narrative) == ("", "")
    assert [item["name"] for item in shown.evidence] == ["A film"]
    award.refresh_from_db()
    assert award.recipient_name == "Ada Lovelace"
    assert len(award.evidence) == 2


def test_the_event_says_what_kind_was_hidden_and_none_of_it(award):
    chosen = Disclosure(name=False, hidden_evidence=(key_of(FILM),))
    services.disclose(award=award, disclosure=chosen, actor=SYSTEM)
    services.disclose(award=award, disclosure=chosen, actor=SYSTEM)  # a repeat
    event = EventRecord.objects.get(name="award.disclosed")
    assert event.payload == {
        "award_public_id": award.public_id,
        "hidden": ["name", "evidence"],
        "visibility": "unlisted",
    }


def test_evidence_stays_hidden_when_the_words_about_it_are_corrected(award):
    services.disclose(
        award=award,
        disclosure=Disclosure(hidden_evidence=(key_of(REPORT),)),
        actor=SYSTEM,
    )
    again = Evidence(name="The report", url=REPORT.url, narrative="Forty pages.")
    services.amend(award=award, evidence=[FILM, again], actor=SYSTEM)
    award.refresh_from_db()
    assert [item["name"] for item in awards.shown(award).evidence] == ["A film"]


def test_evidence_that_the_award_does_not_have_is_refused(award):
    with pytest.raises(Refused, match="Look at it once more"):
        services.disclose(
            award=award,
            disclosure=Disclosure(hidden_evidence=("0" * 16,)),
            actor=SYSTEM,
        )


def test_an_award_that_changes_hands_is_listed_by_no_search_engine(award):
    services.disclose(
        award=award, disclosure=Disclosure(Visibility.PUBLIC, name=False), actor=SYSTEM
    )
    services.amend(award=award, recipient_email="mary@home.example", actor=SYSTEM)
    assert awards.disclosure(award.public_id) == Disclosure(
        Visibility.UNLISTED, name=False
    )


def token_in(address):
    return address.rpartition("/")[2]


def test_a_link_is_made_for_one_award_and_one_address(award):
    other = badges.issued(recipient_email="ada@north-college.example")
    link = awards.claim_address(award.public_id, award.recipient_email)
    assert f"/mine/{award.public_id}/" in link
    assert awards.claimed(award, token_in(link)) == award.recipient_email
    # However the address is spelt, it is the same person's.
    assert link == awards.claim_address(award.public_id, " ada@north-college.EXAMPLE ")
    stranger = awards.by_public_id(other.award_public_id)
    assert awards.claimed(stranger, token_in(link)) == ""
    for wrong in ("", "x", token_in(link)[:-1], token_in(link) + "x", "é", ":", "a:b"):
        assert awards.claimed(award, wrong) == ""


def test_a_link_to_an_address_that_the_award_has_no_more_is_none(award):
    link = awards.claim_address(award.public_id, award.recipient_email)
    services.amend(award=award, recipient_email="mary@home.example", actor=SYSTEM)
    award.refresh_from_db()
    assert awards.claimed(award, token_in(link)) == ""
    new = awards.claim_address(award.public_id, "mary@home.example")
    assert awards.claimed(award, token_in(new)) == "mary@home.example"


def test_nobody_makes_a_link_without_our_secret(award, settings):
    link = awards.claim_address(award.public_id, award.recipient_email)
    settings.SECRET_KEY = "another one"
    assert awards.claimed(award, token_in(link)) == ""


def test_a_link_goes_on_working_while_the_secret_is_changed(award, settings):
    link = awards.claim_address(award.public_id, award.recipient_email)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another one"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert awards.claimed(award, token_in(link)) == award.recipient_email
