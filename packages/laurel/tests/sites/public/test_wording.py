"""Every reason of the library has words, and they are true of what it found."""

import dataclasses
import datetime as dt
import string

import pytest
from django.template.loader import render_to_string
from laurel.sites.public import reports, wording
from laurel.sites.public.reasons import FETCHES, REASONS
from laurel.verification import selectors as verification
from obkit.verify.reasons import REASONS as CODES
from obkit.verify.report import (
    Check,
    CheckResult,
    Outcome,
    Refresh,
    Report,
    Subject,
    Verdict,
)

NOW = dt.datetime(2026, 11, 21, 14, 2, tzinfo=dt.UTC)
GOOD = {
    Check.PARSE: "input.read",
    Check.CONFORMS: "document.conforms",
    Check.PROOF: "proof.fits",
    Check.ISSUER: "issuer.confirmed",
    Check.STATUS: "status.good",
    Check.VALID_FROM: "validity.begun",
    Check.VALID_UNTIL: "validity.not_over",
}
SUBJECT = Subject(
    id="https://a.example/b/1",
    name="Facilitation",
    issuer_id="did:web:a.example",
    issuer_name="Brightwater",
    recipient_name="Ada Lovelace",
    issued_on="2026-11-14T00:00:00Z",
    expires="2028-11-14T00:00:00Z",
)


def report(verdict=Verdict.VERIFIED, subject=SUBJECT, **changed):
    """A report in which every check passed, but for the changed ones: check=(outcome, reason, facts)."""
    results = []
    for check, reason in GOOD.items():
        outcome, why, facts = changed.get(check.value, (Outcome.PASSED, reason, {}))
        results.append(CheckResult(check, outcome, why, facts))
    return Report(
        "ob3.achievement", "json", "00", NOW, tuple(results), verdict, subject
    )


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_reason_of_the_library_has_a_sentence(code):
    assert code in REASONS
    if code.startswith("fetch."):
        assert code in FETCHES


def test_no_sentence_is_for_a_reason_that_does_not_exist():
    assert set(REASONS) <= set(CODES)
    assert set(wording.TITLES_BY_REASON) <= set(CODES)
    assert set(CODES) >= verification.NO_BADGE | verification.CHANGED


@pytest.mark.parametrize("code", sorted(REASONS))
def test_sentences_are_sentences(code):
    sentence = REASONS[code]
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "!" not in sentence
    names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    assert names <= {
        "issuer", "host", "checked", "issued", "expires", "fetch", "really", "url", "path",
    }  # fmt: skip


@pytest.mark.parametrize("check", Check)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_title_or_is_not_said(check, outcome):
    result = CheckResult(check, outcome, "no.such_reason")
    said = wording.is_said(result)
    possible = (
        outcome is not Outcome.NOT_APPLICABLE or (check, outcome) in wording.TITLES
    )
    assert wording.words_of(result).sentence
    assert not said or not possible or (check, outcome) in wording.TITLES


def line(found):
    shown = reports.show(found)
    return (
        shown.status,
        shown.line.status,
        str(shown.line.title),
        str(shown.line.sentence),
    )


@pytest.mark.requirement("I7")
def test_the_five_states_have_different_words_and_looks(fixed_clock):
    valid = line(report())
    expired = line(
        report(
            Verdict.NOT_VERIFIED, valid_until=(Outcome.FAILED, "validity.expired", {})
        )
    )
    revoked = line(
        report(Verdict.NOT_VERIFIED, status=(Outcome.FAILED, "status.revoked", {}))
    )
    unknown = line(
        report(
            Verdict.INCONCLUSIVE,
            status=(
                Outcome.INCONCLUSIVE,
                "status.unreachable",
                {"fetch": "fetch.timeout"},
            ),
        )
    )
    early = line(
        report(
            Verdict.NOT_VERIFIED, valid_from=(Outcome.FAILED, "validity.not_yet", {})
        )
    )
    assert valid == (
        "valid", "valid", "Valid",
        "Checked today at 14:02 against a.example. All 5 checks of the badge passed.",
    )  # fmt: skip
    assert expired[2] == "Expired on 14 November 2028"
    assert revoked[1:3] == ("revoked", "Revoked")
    assert unknown[2] == "Could not be checked"
    assert "We asked, and the answer took too long." in unknown[3]
    assert early[2] == "Not valid yet"
    assert len({valid[1], expired[1], revoked[1], unknown[1]}) == 4


def test_the_reason_named_is_the_first_one_and_not_what_waited_for_it():
    waiting = (Outcome.INCONCLUSIVE, wording.NOT_RUN, {"needs": ["proof"]})
    found = report(
        Verdict.INCONCLUSIVE,
        Subject(),
        proof=(Outcome.INCONCLUSIVE, "fetch.not_public", {"url": "https://10.0.0.1/"}),
        issuer=waiting,
        status=waiting,
    )
    assert "inside a private network" in line(found)[3]
    assert "Another check has to pass" not in line(found)[3]


def test_a_forged_badge_is_never_called_expired_or_revoked():
    """Its dates and its list are the forger's."""
    for check in ("proof", "issuer"):
        found = report(
            Verdict.NOT_VERIFIED,
            Subject(),
            status=(Outcome.FAILED, "status.revoked", {}),
            valid_until=(Outcome.FAILED, "validity.expired", {}),
            **{
                check: (
                    Outcome.FAILED,
                    "proof.altered" if check == "proof" else "issuer.key_not_listed",
                    {},
                )
            },
        )
        assert line(found)[0] in {"altered", "false"}


def test_an_altered_badge_shows_nothing_of_itself():
    found = report(
        Verdict.NOT_VERIFIED, Subject(), proof=(Outcome.FAILED, "proof.altered", {})
    )
    shown = reports.show(found)
    assert str(shown.line.title) == "Altered: do not rely on this file"
    assert not shown.may_show


def test_a_hosted_badge_that_is_gone_is_revoked_in_its_hosts_words():
    found = report(
        Verdict.NOT_VERIFIED,
        Subject(),
        proof=(Outcome.INCONCLUSIVE, "hosted.gone", {}),
        issuer=(Outcome.INCONCLUSIVE, "check.not_run", {}),
        status=(Outcome.FAILED, "status.revoked", {"said": "Left the course."}),
    )
    status, _, title, sentence = line(found)
    assert (status, title) == ("revoked", "Revoked")
    assert "Reason given by its issuer: Left the course." in sentence


def test_what_comes_from_outside_is_escaped_and_isolated():
    subject = Subject(
        issuer_name="<b>Evil</b>\u202e", issuer_id="did:web:a.example", name="x"
    )
    html = "".join(c.title for c in reports.show(report(subject=subject)).checks)
    assert "<bdi>&lt;b&gt;Evil&lt;/b&gt;</bdi>" in html
    assert "\u202e" not in html


def test_the_file_is_as_good_as_its_worst_badge():
    import dataclasses

    bad = report(
        Verdict.NOT_VERIFIED, Subject(), proof=(Outcome.FAILED, "proof.altered", {})
    )
    both = dataclasses.replace(report(Verdict.NOT_VERIFIED), also=(bad,))
    shown = [reports.show(one) for one in (both, *both.also)]
    assert reports.worst_of(shown) is shown[1]
    assert verification.status_of(both) == "valid"  # by itself


def test_facts_stand_under_details_with_their_labels():
    facts = {
        "proofs": [
            {
                "suite": "eddsa-rdfc-2022",
                "method": "did:web:a.example#k",
                "reason": "proof.fits",
            }
        ]
    }
    shown = reports.show(report(proof=(Outcome.PASSED, "proof.fits", facts)))
    details = next(
        c.facts for c in shown.checks if "Nothing has been changed" in c.title
    )
    assert ("Key", "did:web:a.example#k") in details
    assert ("Proof", "eddsa-rdfc-2022") in details


def test_a_newer_version_that_was_looked_at_is_told():
    asked = Refresh("https://a.example/newest", "refresh.newer")
    found = dataclasses.replace(report(), refresh=asked)
    page = render_to_string("public/parts/result.html", {"shown": reports.show(found)})
    assert "<dt>Newer version</dt>" in page
    assert REASONS["refresh.newer"] in page
    told = reports.as_json(found, standing_of=lambda _report: None)
    assert told["refresh"] == asked.as_json()
    page = render_to_string(
        "public/parts/result.html", {"shown": reports.show(report())}
    )
    assert "Newer version" not in page
    told = reports.as_json(report(), standing_of=lambda _report: None)
    assert told["refresh"] is None
