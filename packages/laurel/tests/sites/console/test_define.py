"""Defining a badge: four steps, each saved, and nothing awarded before it is published."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.achievements.types import (
    AchievementState,
    Criterion,
    Edition,
    Level,
    Related,
    Result,
    Skill,
    Validity,
)
from laurel.foundation.actors import SYSTEM
from laurel.frameworks import services as frameworks
from laurel.organizations.types import Role
from PIL import Image

from packages.laurel.tests.factories import people
from packages.laurel.tests.frameworks.samples import item, package

from .conftest import browser_of, error_beside

WHAT = {
    "name": "Fieldwork Leader",
    "description": "Leads a group outdoors.",
    "achievement_type": "Competency",
    "language": "en",
    "credits": "2.5",
    "tags": "outdoors, leading",
}
EARNED = {
    "criteria_lines-text": ["Leads three trips", ""],
    "criteria_lines-assessed": ["A guide goes along", ""],
    "criteria": "In **any** weather.",
    "skills-name": ["Navigation", ""],
    "skills-url": ["https://skills.example/navigation", ""],
    "skills-framework": ["ESCO", ""],
    "skills-code": ["S1", ""],
    "skills-description": ["", ""],
    "skills-type": ["CFItem", ""],
    "earn_url": "https://college.example/fieldwork",
}
LAPSE = {"validity": "months", "period": "24", "duplicate_policy": "many"}


def image(kind, size=(64, 64)):
    out = io.BytesIO()
    Image.new("RGB", size, "#1f3d7a").save(out, kind)
    return out.getvalue()


def newest(college):
    return achievements.of_organization(college.organization).first()


def count(college):
    return achievements.of_organization(college.organization).count()


def said(achievement):
    return achievements.definition(achievement.draft or achievement.current)


class Wizard:
    """Somebody at the form, who posts what the page gave them besides."""

    def __init__(self, client, college, badge_id):
        self.client = client
        self.base = college.url(f"badges/{badge_id}/change")

    def open(self, step):
        self.step = step
        self.page = self.client.get(f"{self.base}/{step}")
        return self

    def send(self, button="", **facts):
        hidden = {name: self.page.context[name] for name in ("key", "seen")}
        pressed = {button: "1"} if button else {}
        return self.client.post(f"{self.base}/{self.step}", hidden | pressed | facts)


@pytest.fixture
def draft(owner, college):
    """A draft with its first step done."""
    owner.post(college.url("badges/new"), WHAT)
    return newest(college)


@pytest.fixture
def wizard(owner, college, draft):
    """The owner at the steps of the draft."""
    return Wizard(owner, college, draft.public_id)


def test_four_steps_and_publish(owner, college):
    first = owner.post(college.url("badges/new"), WHAT)
    made = newest(college)
    assert first["Location"].endswith("/change/earned")
    assert made.state is AchievementState.DRAFT
    wizard = Wizard(owner, college, made.public_id)
    assert wizard.open("earned").send(**EARNED)["Location"].endswith("/change/look")
    assert wizard.open("look").send()["Location"].endswith("/change/lapse")
    done = wizard.open("lapse").send("publish", **LAPSE)
    assert done["Location"] == college.url(f"badges/{made.public_id}")
    made = newest(college)
    assert made.state is AchievementState.PUBLISHED
    found = said(made)
    assert found.criteria_lines == (
        Criterion("Leads three trips", "A guide goes along"),
    )
    assert found.skills == (
        Skill(
            "Navigation",
            "https://skills.example/navigation",
            "ESCO",
            "S1",
            "",
            "CFItem",
        ),
    )
    assert found.validity == Validity(months=24)
    assert (found.achievement_type, str(found.credits)) == ("Competency", "2.50")
    assert found.tags == ("outdoors", "leading")
    assert found.earn_url == "https://college.example/fieldwork"
    assert found.duplicate_policy == "many"
    assert made.versions.count() == 1


def test_a_name_and_one_criterion_are_enough(owner, college):
    owner.post(college.url("badges/new"), {"name": "Walker"})
    wizard = Wizard(owner, college, newest(college).public_id)
    page = wizard.open("earned").page.content.decode()
    assert "It needs one criterion" in page
    refused = wizard.send("publish")
    assert refused["Location"].endswith("/change/earned")
    assert "at least one criterion" in owner.get(refused["Location"]).content.decode()
    assert newest(college).state is AchievementState.DRAFT
    wizard.open("earned").send("publish", **{"criteria_lines-text": ["Walks a mile"]})
    assert newest(college).state is AchievementState.PUBLISHED


def test_drafts_are_listed_and_not_offered_for_awarding(owner, college, draft):
    listing = owner.get(college.url("badges"))
    assert [badge.id for badge in listing.context["drafts"]] == [draft.public_id]
    assert "Fieldwork Leader" not in owner.get(college.url("award")).content.decode()
    page = owner.get(college.url(f"badges/{draft.public_id}")).content.decode()
    assert "A draft." in page
    assert "Go on writing" in page
    picture = owner.get(college.url(f"badges/{draft.public_id}/picture.svg"))
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    public = owner.get(f"/achievements/{draft.public_id}/1")
    assert public.status_code == 404


def test_what_is_weak_is_said_before_publishing(owner, college, draft, wizard):
    page = wizard.open("earned").page.content.decode()
    assert "employers search by skill" in page
    wizard.send(**EARNED)
    assert (
        "employers search by skill" not in wizard.open("earned").page.content.decode()
    )
    several = EARNED | {
        "criteria_lines-text": ["Leads", "Tells"],
        "criteria_lines-assessed": ["Seen", ""],
    }
    wizard.send(**several)
    assert "how it is assessed" in wizard.open("earned").page.content.decode()


# --- wrong facts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("name", "", "Write"),
        ("name", "x" * 121, "121 characters long; 120 fit"),
        ("name", "Field\x00work", "U+0000"),
        ("name", "Field\u202ework", "U+202E"),
        ("description", "x" * 501, "501 characters long; 500 fit"),
        ("achievement_type", "Medal", "Medal"),
        ("language", "English", "pt-BR"),
        ("credits", "many", "number"),
        ("credits", "-1", "0"),
        ("tags", "a" * 61, "60 characters"),
    ],
)
def test_a_wrong_fact_is_said_beside_its_field(owner, college, field, value, text):
    response = owner.post(college.url("badges/new"), WHAT | {field: value})
    assert text in error_beside(response, field)
    for other, typed in WHAT.items():
        if other != field:
            assert response.context["form"][other].value() == typed
    assert count(college) == 1


@pytest.mark.parametrize(
    ("field", "change", "text"),
    [
        ("criteria", {"criteria": "x" * 10_001}, "10,001 characters"),
        ("criteria", {"criteria": "bell\x07"}, "U+0007"),
        ("criteria_lines", {"criteria_lines-text": ["", ""]}, "what a person does is missing"),
        ("criteria_lines", {"criteria_lines-text": ["x" * 501, ""]}, "Criterion 1"),
        ("criteria_lines", {"criteria_lines-text": ["a\u202eb", ""]}, "U+202E"),
        ("criteria_lines", {"criteria_lines-text": ["Walks"] * 31}, "At most 30"),
        ("skills", {"skills-url": ["skills.example", ""]}, "Skill 1: this is not a web address"),
        ("skills", {"skills-url": ["javascript:alert(1)", ""]}, "Skill 1"),
        ("skills", {"skills-url": ["", ""]}, "page that defines it is missing"),
        ("skills", {"skills-name": ["", ""]}, "skill is missing"),
        ("skills", {"skills-type": ["Thing", ""]}, "type is one of the list"),
        ("earn_url", {"earn_url": "ftp://college.example"}, "not a web address"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_said_by_its_number(wizard, field, change, text):
    response = wizard.open("earned").send(**(EARNED | change))
    assert text in error_beside(response, field)
    form = response.context["form"]
    assert "Leads three trips" in response.content.decode() or field == "criteria_lines"
    assert form["earn_url"].value() == (EARNED | change)["earn_url"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"validity": "months", "period": ""}, "period"),
        ({"validity": "days", "period": "0"}, "period"),
        ({"validity": "months", "period": "1201"}, "validity"),
        ({"validity": "on", "until": ""}, "until"),
        ({"validity": "on", "until": "30/06/2027"}, "until"),
        ({"validity": "soon"}, "validity"),
        ({"duplicate_policy": "never"}, "duplicate_policy"),
    ],
)
def test_a_wrong_period_is_said_and_nothing_lapses(wizard, college, change, field):
    response = wizard.open("lapse").send("publish", **(LAPSE | change))
    assert error_beside(response, field)
    assert said(newest(college)).validity == Validity()
    assert newest(college).state is AchievementState.DRAFT


def test_a_day_and_a_number_of_days_are_kept_as_such(wizard, college):
    wizard.open("lapse").send(
        "save", validity="on", until="2027-06-30", duplicate_policy="once"
    )
    assert said(newest(college)).validity == Validity(on=dt.date(2027, 6, 30))
    wizard.open("lapse").send(
        "save", validity="days", period="30", duplicate_policy="once"
    )
    assert said(newest(college)).validity == Validity(days=30)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "empty"),
        (b"GIF89a" + bytes(100), ""),
        (b"not a picture at all", ""),
        (image("PNG")[:40], ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'", "not well-formed"),
        (
            b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>",
            "DOCTYPE",
        ),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(2)</script></svg>',
            "script",
        ),
        (bytes(6 * 1024 * 1024), "5.0"),
    ],
    ids=["empty", "gif", "text", "cut-png", "cut-svg", "doctype", "script", "6MB"],
)
def test_a_file_that_is_no_picture_is_refused_with_the_reason(
    wizard, college, content, text
):
    before = newest(college).current.image_svg
    upload = SimpleUploadedFile("badge.png", content, content_type="image/png")
    response = wizard.open("look").send(**{"art-finished": upload})
    message = error_beside(response, "finished")
    assert message, response.context["form"].errors
    assert text in message
    assert newest(college).current.image_svg == before


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_judged_by_what_it_is_not_by_its_name(wizard, college, kind):
    upload = SimpleUploadedFile("badge.png", image(kind), content_type="image/png")
    assert wizard.open("look").send(**{"art-finished": upload}).status_code == 302
    assert newest(college).current.image_is_uploaded
    wizard.open("look").send(**{"art-without": "finished"})
    assert not newest(college).current.image_is_uploaded


def test_what_is_chosen_in_the_designer_is_the_badge(wizard, college):
    drawn = newest(college).current.image_svg
    wizard.open("look").send(**{"art-shape": "shield", "art-icon": "leaf"})
    version = newest(college).current
    assert (version.design["shape"], version.design["icon"]) == ("shield", "leaf")
    assert version.image_svg != drawn


def test_an_untouched_picture_goes_on_following_the_name(wizard, college):
    form = wizard.open("look").page.context["studio"]["form"]
    kept = {form.add_prefix(k): v for k, v in form.initial.items() if v}
    assert wizard.send(**kept).status_code == 302
    assert newest(college).current.design == {}
    before = newest(college).current.image_svg
    wizard.open("what").send(**WHAT | {"name": "Another name"})
    assert newest(college).current.image_svg != before


def test_the_previews_follow_the_form(wizard):
    page = wizard.open("look").send("stage", **{"art-shape": "ticket"})
    assert page.status_code == 200
    assert "data-stage" in page.content.decode()
    assert "<html" not in page.content.decode()


# --- rows without script -------------------------------------------------------------------


def test_buttons_add_move_and_remove_rows(wizard, college):
    lines = {
        "criteria_lines-text": ["First", "Second", "Third"],
        "criteria_lines-assessed": ["one", "two", ""],
    }
    page = wizard.open("earned").send(**lines, act="criteria_lines:up:2")
    assert page.status_code == 200
    shown = re.findall(
        r'name="criteria_lines-text"[^>]*value="([^"]*)"', page.content.decode()
    )
    assert shown == ["Second", "First", "Third", ""]
    assert [each.text for each in said(newest(college)).criteria_lines] == shown[:3]
    wizard.open("earned").send(**lines, act="criteria_lines:remove:1")
    assert said(newest(college)).criteria_lines == (
        Criterion("Second", "two"),
        Criterion("Third"),
    )


@pytest.mark.parametrize(
    "act", ["criteria_lines:remove:9999", "x:remove:1", "criteria_lines:up:1", ":::", "criteria_lines:remove:-1"]
)  # fmt: skip
def test_a_button_that_is_none_does_nothing(wizard, college, act):
    assert wizard.open("earned").send(**EARNED, act=act).status_code == 200
    assert len(said(newest(college)).criteria_lines) == 1


def test_too_many_rows_are_cut_before_they_cost_anything(wizard):
    flood = {"criteria_lines-text": ["x"] * 400}
    response = wizard.open("earned").send(**flood)
    assert "At most 30" in error_beside(response, "criteria_lines")


# --- saved as you go -------------------------------------------------------------------------


def autosave(wizard, **facts):
    hidden = {name: wizard.page.context[name] for name in ("key", "seen")}
    return wizard.client.post(
        f"{wizard.base}/{wizard.step}", hidden | facts, headers={"HX-Request": "true"}
    )


def test_it_is_saved_while_it_is_typed_and_the_preview_follows(wizard, college):
    wizard.open("what")
    for name in ("Fieldwork", "Fieldwork in Winter"):
        page = autosave(wizard, name=name, tags="").content.decode()
        assert name in page
        assert "Saved" in page
        assert "<html" not in page
    assert said(newest(college)).name == "Fieldwork in Winter"
    wrong = autosave(wizard, name="").content.decode()
    assert "Not saved yet" in wrong
    assert said(newest(college)).name == "Fieldwork in Winter"


def test_before_the_first_save_the_preview_makes_nothing(owner, college):
    page = owner.post(
        college.url("badges/new"), {"name": "Walker"}, headers={"HX-Request": "true"}
    )
    assert "Walker" in page.content.decode()
    assert count(college) == 1


def test_criteria_are_shown_as_markdown_that_cannot_run(wizard):
    facts = EARNED | {
        "criteria": "**Leads** <script>alert(1)</script> trips",
        "criteria_lines-text": ["<script>alert(2)</script>"],
    }
    page = autosave(wizard.open("earned"), **facts).content.decode()
    assert "<strong>Leads</strong>" in page
    assert "<script>alert" not in page


def test_the_second_editor_is_told_and_loses_nothing(owner, college, draft, wizard):
    other = browser_of(people.member(college.organization, Role.EDITOR))
    theirs = Wizard(other, college, draft.public_id).open("what")
    wizard.open("what").send(**(WHAT | {"name": "Fieldwork in Winter"}))
    answer = theirs.send(**(WHAT | {"name": "Fieldwork in Summer", "tags": "sun"}))
    page = answer.content.decode()
    assert "Somebody else changed this" in page
    assert "Fieldwork in Winter" in page  # what stands there now
    assert answer.context["form"]["name"].value() == "Fieldwork in Summer"
    assert answer.context["form"]["tags"].value() == "sun"
    assert said(newest(college)).name == "Fieldwork in Winter"
    theirs.page = answer
    theirs.send(**(WHAT | {"name": "Fieldwork in Summer"}))
    assert said(newest(college)).name == "Fieldwork in Summer"


# --- copies, versions, spelling ----------------------------------------------------------------


def test_a_copy_says_all_that_the_earlier_one_says(owner, college):
    earlier = college.achievement
    page = owner.get(college.url(f"badges/new?copy={earlier.public_id}"))
    assert page.context["form"]["name"].value() == "Facilitation: Completed (copy)"
    facts = {"copy": earlier.public_id, "name": "Facilitation: Led"}
    assert owner.post(college.url("badges/new"), facts).status_code == 302
    made = newest(college)
    assert (made.pk != earlier.pk, made.state) == (True, AchievementState.DRAFT)
    assert said(made).criteria == said(earlier).criteria
    assert said(made).skills == said(earlier).skills


def test_changes_to_an_awarded_badge_wait_and_then_make_a_version(owner, awarded):
    wizard = Wizard(owner, awarded, awarded.achievement.public_id).open("what")
    assert "Publishing makes version 2" in wizard.page.content.decode()
    wizard.send(name="Facilitation: Finished")
    page = owner.get(awarded.badge_url()).content.decode()
    assert "changes that are not published" in page
    assert "Facilitation: Finished" not in page
    public = f"/achievements/{awarded.achievement.public_id}"
    assert owner.get(f"{public}/2").status_code == 404
    owner.post(awarded.badge_url("/publish"))
    assert newest(awarded).current.number == 2
    assert "Facilitation: Finished" in owner.get(f"{public}/2").content.decode()
    assert "Facilitation: Completed" in owner.get(f"{public}/1").content.decode()


def test_changes_can_be_discarded(owner, college):
    wizard = Wizard(owner, college, college.achievement.public_id).open("what")
    wizard.send(name="Something else")
    owner.post(college.badge_url("/discard"))
    assert newest(college).draft is None
    assert newest(college).current.name == "Facilitation: Completed"


def test_a_published_badge_keeps_its_policy(owner, college):
    wizard = Wizard(owner, college, college.achievement.public_id).open("lapse")
    assert "duplicate_policy" not in wizard.page.context["form"].fields
    wizard.send("save", validity="never", duplicate_policy="once")
    assert newest(college).duplicate_policy == "many"


def test_a_misspelt_word_is_corrected_and_the_history_says_so(owner, awarded):
    url = awarded.badge_url("/spelling")
    facts = {
        "name": "Facilitation: Complete",
        "description": "Leads a group so that everybody is heard.",
        "criteria": "- Leads one session\n- Writes a **reflection**",
    }
    assert owner.post(url, facts).status_code == 302
    assert newest(awarded).current.number == 1
    history = owner.get(awarded.url("history")).content.decode()
    assert "corrected the spelling" in history
    assert "Completed → Complete" in history
    refused = owner.post(url, facts | {"name": "Leadership"})
    assert "words and spaces" in error_beside(refused, "name")
    refused = owner.post(url, facts | {"name": "Facilitation: Discovery"})
    assert "slip of the keyboard" in error_beside(refused, "name")


def test_an_archived_badge_is_kept_not_awarded_and_can_be_taken_out(owner, awarded):
    owner.post(awarded.badge_url("/archive"))
    listing = owner.get(awarded.url("badges"))
    assert [badge.id for badge in listing.context["archived"]] == [
        awarded.achievement.public_id
    ]
    assert owner.get(awarded.badge_url("/change/what")).status_code == 302
    owner.post(awarded.badge_url("/unarchive"))
    assert newest(awarded).state is AchievementState.PUBLISHED


def test_where_it_is_earned_is_said_and_visits_are_counted(owner, college):
    url = college.badge_url("/earn")
    owner.post(url, {"earn_url": "https://college.example/facilitation"})
    achievement_services.count_visit(achievement=college.achievement)
    page = owner.get(college.badge_url()).content.decode()
    assert "1 time somebody went there" in page
    wrong = owner.post(url, {"earn_url": "javascript:alert(1)"}, follow=True)
    assert "not a web address" in wrong.content.decode()
    assert newest(college).earn_url == "https://college.example/facilitation"


# --- beside the steps ---------------------------------------------------------------------------


def test_results_and_related_badges(wizard, college):
    facts = {
        "results-name": ["Mark", "Fieldwork"],
        "results-type": ["Percent", "RubricCriterionLevel"],
        "results-minimum": ["0", ""],
        "results-maximum": ["100", ""],
        "results-values": ["", ""],
        "results-required": ["60", "Leads"],
        "results-levels": ["", "Leads | Leads one trip | 1\nTeaches"],
        "related-name": ["Walker"],
        "related-url": ["https://other.example/walker"],
    }
    assert wizard.open("results").send(**facts)["Location"].endswith("/earned")
    found = said(newest(college))
    assert found.results == (
        Result("Mark", "Percent", minimum="0", maximum="100", required="60"),
        Result(
            "Fieldwork", "RubricCriterionLevel", required="Leads",
            levels=(Level("Leads", "Leads one trip", "1"), Level("Teaches")),
        ),
    )  # fmt: skip
    assert found.related == (Related("Walker", "https://other.example/walker"),)
    again = wizard.open("results").page.content.decode()
    assert "Leads | Leads one trip | 1\nTeaches" in again
    wrong = wizard.send(**(facts | {"results-required": ["60", "Flies"]}))
    assert "one of Leads, Teaches" in error_beside(wrong, "results")


def test_other_languages(wizard, college):
    facts = {
        "editions-language": ["fr"],
        "editions-name": ["Chef de terrain"],
        "editions-description": [""],
        "editions-criteria": ["Trois sorties."],
    }
    assert wizard.open("languages").send(**facts)["Location"].endswith("/what")
    assert said(newest(college)).editions == (
        Edition("fr", "Chef de terrain", "", "Trois sorties."),
    )
    twice = {name: value * 2 for name, value in facts.items()}
    wrong = wizard.open("languages").send(**twice)
    assert "there twice" in error_beside(wrong, "editions")


def test_a_step_that_is_none_is_not_there(owner, college, draft):
    url = college.url(f"badges/{draft.public_id}/change/elsewhere")
    assert owner.get(url).status_code == 404


def test_a_badge_that_was_archived_by_another_is_said_to_be(owner, college):
    wizard = Wizard(owner, college, college.achievement.public_id).open("what")
    achievement_services.archive(achievement=college.achievement, actor=SYSTEM)
    answer = wizard.send(name="x")
    assert answer.status_code == 302
    assert "archived" in owner.get(answer["Location"]).content.decode().lower()


def test_a_skill_is_found_in_a_framework_and_taken_with_its_code(
    owner, college, wizard
):
    assert "a framework is imported" in wizard.open("earned").page.content.decode()
    frameworks.import_framework(
        organization=college.organization,
        data=package(item(1), item(2, "Adds two numbers.")).encode(),
        actor=college.owner,
    )
    wizard.open("earned")
    page = wizard.send(**EARNED, find="adds numbers", act="find").content.decode()
    assert "Adds two numbers." in page
    assert "Counts to a hundred" not in page
    page = wizard.send(**EARNED, find="adds numbers", act="take:1").content.decode()
    taken = said(newest(college)).skills[-1]
    assert (taken.name, taken.code, taken.framework, taken.type) == (
        "Adds two numbers.", "M.2", "Mathematics", "CFItem",
    )  # fmt: skip
    assert len(said(newest(college)).skills) == 2
    assert "Navigation" in page
    nothing = wizard.send(**EARNED, find="zzz", act="find").content.decode()
    assert "Nothing of these words" in nothing
    for act in ("take:9", "take:x", "take:0"):
        assert wizard.send(**EARNED, find="adds", act=act).status_code == 200
    assert len(said(newest(college)).skills) == 1
