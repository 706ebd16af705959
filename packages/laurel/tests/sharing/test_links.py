"""Links that take a badge elsewhere: exactly what each place documents, and nothing open."""

import datetime as dt
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from laurel.sharing import codes, employers, links
from laurel.sharing.errors import NotFound
from laurel.sharing.types import Facts, Target

FACTS = Facts(
    name="Fieldwork & Care: 100 %",
    issuer="St. John’s College",
    address="https://badges.example/b/4m8tr7qk4m8tr7qk4m8tr7",
    award_id="4m8tr7qk4m8tr7qk4m8tr7",
    issued_on=dt.date(2026, 3, 5),
    expires_on=dt.date(2028, 11, 1),
)


def asked(url):
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}", {
        name: values[0]
        for name, values in parse_qs(parts.query, strict_parsing=True).items()
    }


@pytest.mark.requirement("K18", "I11")
def test_linkedins_form_is_filled_in():
    page, filled = asked(links.to(Target.LINKEDIN_PROFILE, FACTS))
    assert page == "https://www.linkedin.com/profile/add"
    assert filled == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Fieldwork & Care: 100 %",
        "organizationName": "St. John’s College",
        "issueYear": "2026",
        "issueMonth": "3",  # no zero in front
        "expirationYear": "2028",
        "expirationMonth": "11",
        "certUrl": "https://badges.example/b/4m8tr7qk4m8tr7qk4m8tr7",
        "certId": "4m8tr7qk4m8tr7qk4m8tr7",
    }


def test_linkedin_is_told_the_issuers_number_instead_of_its_name_and_no_end_where_none_is():
    from dataclasses import replace

    facts = replace(FACTS, linkedin_id="1234567", expires_on=None)
    _, filled = asked(links.to(Target.LINKEDIN_PROFILE, facts))
    assert filled["organizationId"] == "1234567"
    assert not {"organizationName", "expirationYear", "expirationMonth"} & set(filled)


@pytest.mark.requirement("K20", "I11")
@pytest.mark.parametrize(
    ("target", "page", "name"),
    [
        (Target.LINKEDIN, "https://www.linkedin.com/sharing/share-offsite/", "url"),
        (Target.X, "https://twitter.com/intent/tweet", "url"),
        (Target.FACEBOOK, "https://www.facebook.com/sharer/sharer.php", "u"),
    ],
)
def test_networks_are_given_the_address(target, page, name):
    where, filled = asked(links.to(target, FACTS))
    assert where == page
    assert filled[name] == FACTS.address


def test_what_is_said_beside_the_address():
    said = "I earned “Fieldwork & Care: 100 %” from St. John’s College."
    assert asked(links.to(Target.X, FACTS))[1]["text"] == said
    where, filled = asked(links.to(Target.BLUESKY, FACTS))
    assert where == "https://bsky.app/intent/compose"
    assert filled["text"] == f"{said} {FACTS.address}"
    page, _, text = links.to(Target.MASTODON, FACTS).partition("#text=")
    assert page == "https://share.joinmastodon.org/"
    assert unquote(text) == f"{said} {FACTS.address}"


def test_a_post_names_who_stands_by_it():
    from dataclasses import replace

    who = "Grace Hopper, Rear Admiral, United States Navy and 1 more"
    said = (
        "I earned “Fieldwork & Care: 100 %” from St. John’s College."
        " Endorsed by Grace Hopper, Rear Admiral, United States Navy and 1 more."
    )
    endorsed = replace(FACTS, endorser=who)
    assert asked(links.to(Target.X, endorsed))[1]["text"] == said
    assert said in unquote(links.to(Target.MASTODON, endorsed))
    assert said in unquote(links.to(Target.BLUESKY, endorsed).replace("+", " "))
    assert who in unquote(links.mail(endorsed))
    long = replace(endorsed, name="N" * 150)
    assert "Endorsed" not in links.post(long), "what was earned comes first"


def test_a_long_name_leaves_a_post_that_networks_take():
    from dataclasses import replace

    facts = replace(FACTS, name="N" * 200, issuer="I" * 200, endorser="E" * 120)
    assert len(links.post(facts)) <= 200
    assert len(links.post(facts) + " " + facts.address) <= 280


def test_a_mail_breaks_out_of_no_header():
    from dataclasses import replace

    facts = replace(FACTS, name="A&bcc=x@y.example\r\nBcc: z")
    parts = urlsplit(links.mail(facts))
    assert (parts.scheme, parts.path) == ("mailto", "")
    assert set(parse_qs(parts.query)) == {"subject", "body"}


@pytest.mark.requirement("J5")
def test_a_line_for_a_resume():
    assert (
        links.resume(FACTS, "https://badges.example/s/4M8TR-7QK2H")
        == "Fieldwork & Care: 100 %, St. John’s College, March 2026,"
        " valid until November 2028. https://badges.example/s/4M8TR-7QK2H"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "4M8TR-7QK2H",
        "4m8tr7qk2h",
        " 4M8TR 7QK2H ",
        "4M8TR\u20137QK2H",
        "4m-8t-r7-qk-2h",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert codes.typed(typed) == "4M8TR7QK2H"


@pytest.mark.parametrize(
    "typed",
    ["", "4M8TR-7QK2", "4M8TR-7QK2HH", "AEIOU-AEIOU", "\uff21\uff22", "9" * 10_000],
)
def test_what_is_no_code_is_none(typed):
    assert codes.typed(typed) == ""


def test_codes_are_random_and_spell_no_word():
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    assert not set("".join(made)) & set("AEIOUL01")
    assert codes.typed(codes.shown(min(made))) == min(made)


AWARD = "4m8tr7qk4m8tr7qk4m8tr7"


@pytest.mark.parametrize("until", [None, dt.date(2026, 12, 1), dt.date.max])
def test_a_link_for_an_employer_says_which_award_and_until_when(until):
    assert employers.read(employers.token(AWARD, until)) == (AWARD, until)


def test_a_link_for_an_employer_cannot_be_made_to_last():
    token = employers.token(AWARD, dt.date(2026, 12, 1))
    for position in range(len(token)):
        other = "2" if token[position] != "2" else "3"
        with pytest.raises(NotFound):
            employers.read(token[:position] + other + token[position + 1 :])


@pytest.mark.parametrize(
    "text", ["", "z" * 39, "1" * 39, "x" * 38, "é" * 39, "1" * 4000]
)
def test_what_is_no_link_for_an_employer(text):
    with pytest.raises(NotFound):
        employers.read(text)


def test_another_instance_does_not_know_our_links(settings):
    token = employers.token(AWARD, None)
    settings.SECRET_KEY = "another secret of at least thirty-two characters"
    with pytest.raises(NotFound):
        employers.read(token)
