"""Many badges from a spreadsheet: pasted or uploaded, corrected in place, made in one go."""

import csv
import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.achievements import selectors as achievements
from laurel.achievements.types import AchievementState, Validity
from laurel.foundation import clock, jobs
from laurel.sheets import services as sheets
from laurel.sheets.models import Sheet

from packages.laurel.tests.foundation.tables.books import openpyxl_book

from .conftest import make_framework

HEADER = ["Titel", "Beschreibung", "Kriterien", "Kompetenzen", "Stichwörter", "Gültig"]
FIELDS = ("title", "description", "criteria", "skills", "tags", "validity")
SKILL = "Navigation | https://skills.example/navigation"


def badge(number, **changes):
    row = {
        "title": f"Fieldwork {number}",
        "description": "Leads a group outdoors.",
        "criteria": "Plans a day\nLeads three trips",
        "skills": SKILL,
        "tags": "outdoors, leadership",
        "validity": "2 Jahre",
    }
    return list((row | changes).values())


def pasted(*rows):
    def quoted(cell):
        return f'"{cell}"' if "\n" in cell else cell

    return "\n".join("\t".join(map(quoted, row)) for row in [HEADER, *rows])


def bring(client, college, *rows):
    """Paste the rows; the address of the page that shows them."""
    response = client.post(college.url("badges/many"), {"text": pasted(*rows)})
    assert response.status_code == 302, response.context["form"].errors
    return response.url


def cells(response):
    """Name of each cell -> (value, outcome, reason)."""
    return {
        cell.name: (cell.value, cell.outcome.name, cell.reason)
        for row in response.context["grid"].rows
        for cell in row.cells
    }


def names(college):
    found = achievements.of_organization(college.organization)
    return sorted(each.current.name for each in found)


@pytest.mark.requirement("I14")
def test_twenty_badges_are_made_from_a_workbook_in_one_go(owner, college):
    book = openpyxl_book(HEADER, *[badge(n) for n in range(1, 21)])
    file = SimpleUploadedFile("badges.xlsx", book)
    page = owner.post(college.url("badges/many"), {"file": file}).url
    shown = owner.get(page)
    assert {outcome for _, outcome, _ in cells(shown).values()} == {"READY"}
    assert len(shown.context["grid"].rows) == 20
    owner.post(page, {"make": "1"})
    assert "0 of 20 badges" in owner.get(page).content.decode()
    jobs.drain()
    after = owner.get(page)
    assert "20 of 20 badges" in after.content.decode()
    assert len(after.context["badges"]) == 20
    assert {f"Fieldwork {n}" for n in range(1, 21)} < set(names(college))
    made = achievements.of_organization(college.organization)[0].current
    lines = [line["text"] for line in made.criteria_lines]
    assert lines == ["Plans a day", "Leads three trips"]
    assert made.tags == ["outdoors", "leadership"]
    assert achievements.validity(made) == Validity(months=24)
    assert made.skills[0]["url"] == "https://skills.example/navigation"
    picture = achievements.picture(made)
    assert picture.png.startswith(b"\x89PNG")
    assert not made.image_is_uploaded


def test_what_is_sent_twice_is_made_once(owner, college):
    page = bring(owner, college, badge(1), badge(2))
    for _ in range(2):
        owner.post(page, {"make": "1"})
        jobs.drain()
    entry = Sheet.objects.get().entries.first()
    sheets.define(entry_id=entry.pk)  # a job that runs again after a crash
    assert names(college).count("Fieldwork 1") == 1
    assert len(names(college)) == 3


def test_nothing_is_made_before_every_row_is_right(owner, college):
    page = bring(owner, college, badge(1), badge(2, description="", skills="Sewing"))
    shown = owner.post(page, {"make": "1"})
    assert shown.status_code == 200
    text = shown.content.decode()
    assert "Nothing was made yet" in text
    found = cells(shown)
    assert found["c3-description"][1:] == (
        "WRONG",
        "Write what somebody with this badge can do.",
    )
    assert found["c3-skills"][1] == "WRONG"
    assert "the address is missing" in found["c3-skills"][2]
    assert 'href="#c3-description"' in text
    assert 'id="c3-description"' in text
    jobs.drain()
    assert names(college) == ["Facilitation: Completed"]


def test_a_cell_is_corrected_in_place_and_stays_so(owner, college):
    page = bring(owner, college, badge(1, title="", skills="Sewing"))
    mended = {"c2-title": "Sewing", "c2-skills": "Sewing | https://s.example/sew"}
    shown = owner.post(page, {"check": "1"} | mended)
    assert not shown.context["grid"].wrong
    assert cells(owner.get(page))["c2-title"][0] == "Sewing"
    owner.post(page, {"make": "1"})
    jobs.drain()
    assert "Sewing" in names(college)


def test_a_row_that_is_emptied_is_left_out(owner, college):
    page = bring(owner, college, badge(1), badge(2))
    empty = {f"c3-{f}": "" for f in FIELDS}
    owner.post(page, {"make": "1"} | empty)
    jobs.drain()
    assert names(college) == ["Facilitation: Completed", "Fieldwork 1"]


def test_columns_are_guessed_and_can_be_changed(owner, college):
    text = "Was\tWie\tTitel\nLeads groups.\tLeads three trips\tFieldwork"
    page = owner.post(college.url("badges/many"), {"text": text}).url
    assert owner.get(page).context["grid"].wrong == 1  # two columns are unknown
    chosen = {
        "column-title": "2",
        "column-description": "0",
        "column-criteria": "1",
        "column-skills": "",
    }
    shown = owner.post(page, {"columns": "1"} | chosen)
    assert not shown.context["grid"].wrong
    assert cells(shown)["c2-description"][0] == "Leads groups."
    for nonsense in ("99", "-1", "x", "²"):
        again = owner.post(
            page, {"columns": "1", "column-title": nonsense}, follow=True
        )
        assert again.status_code == 200


def test_a_table_without_titles_is_taken_in_the_order_of_the_template(owner, college):
    text = "Weaver\tWeaves.\tWeaves ten cloths\thttps://skills.example/weaving"
    page = owner.post(college.url("badges/many"), {"text": text}).url
    assert cells(owner.get(page))["c1-criteria"][0] == "Weaves ten cloths"


def test_a_name_that_is_there_already_wants_a_look_and_may_be_made(owner, college):
    page = bring(
        owner, college, badge(1), badge(1), badge(3, title="FACILITATION: Completed")
    )
    found = cells(owner.get(page))
    assert found["c2-title"][1] == "READY"
    assert found["c3-title"][1] == found["c4-title"][1] == "LOOK"
    owner.post(page, {"make": "1"})
    jobs.drain()
    assert names(college).count("Fieldwork 1") == 2


def test_a_skill_by_name_gets_its_page_from_a_framework(owner, college):
    make_framework(college)
    page = bring(owner, college, badge(1, skills="weaving, Weaving"))
    value, outcome, reason = cells(owner.get(page))["c2-skills"]
    assert (value, outcome) == ("weaving, Weaving", "READY")
    assert reason == "Found in your frameworks: weaving, Weaving."
    owner.post(page, {"make": "1"})
    jobs.drain()
    made = achievements.of_organization(college.organization)[0].current
    assert made.skills[0] == {
        "name": "Weaving",
        "url": "https://skills.example/weaving",
        "framework": "crafts",
    }


def test_drafts_are_made_where_they_are_wanted(owner, college):
    page = bring(owner, college, badge(1))
    owner.post(page, {"make": "drafts"})
    jobs.drain()
    text = owner.get(page).content.decode()
    assert "1 of 1 drafts is made." in text
    made = achievements.of_organization(college.organization)[0]
    assert made.state is AchievementState.DRAFT


@pytest.mark.parametrize(
    ("said", "validity"),
    [
        ("", Validity()),
        ("never", Validity()),
        ("24 months", Validity(months=24)),
        ("2 ans", Validity(months=24)),
        ("90 dagen", Validity(days=90)),
        ("2 Wochen", Validity(days=14)),
        ("2199-12-31", Validity(on=dt.date(2199, 12, 31))),
        ("31.12.2199", Validity(on=dt.date(2199, 12, 31))),
    ],
)
def test_how_long_it_is_valid_is_read_as_people_write_it(
    owner, college, said, validity
):
    page = bring(owner, college, badge(1, validity=said))
    assert cells(owner.get(page))["c2-validity"][1] == "READY"
    owner.post(page, {"make": "1"})
    jobs.drain()
    made = achievements.of_organization(college.organization)[0].current
    assert achievements.validity(made) == validity


@pytest.mark.parametrize(
    ("field", "said", "found"),
    [
        ("validity", "24", ("LOOK", "Read as 24 months.")),
        ("validity", "03/05/2199", ("WRONG", "may mean 3 May 2199 or 5 March 2199")),
        ("validity", "1999-12-31", ("WRONG", "This day is over")),
        ("validity", "a while", ("WRONG", "no period and no day")),
        ("validity", "101 years", ("WRONG", "at most a hundred years")),
        ("tags", "x" * 61, ("WRONG", "61 characters long; 60 fit")),
        ("tags", ",".join(map(str, range(31))), ("WRONG", "31 tags; 30 fit")),
        ("title", "x" * 121, ("WRONG", "121 characters long; 120 fit")),
        ("title", "a\u202eb", ("WRONG", "hidden character")),
        ("criteria", "x" * 10_001, ("WRONG", "10,001 characters long")),
    ],
)
def test_what_a_cell_gets_wrong_is_said_beside_it(owner, college, field, said, found):
    page = bring(owner, college, badge(1, **{field: said}))
    _value, outcome, reason = cells(owner.get(page))[f"c2-{field}"]
    assert outcome == found[0]
    assert found[1] in reason


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({}, "text", "Paste a table here, or choose a file."),
        ({"text": "  \n "}, "text", "Paste a table here, or choose a file."),
        ({"text": "Name\tTown"}, "text", "nothing below"),
        ({"text": "x" * 2_000_001}, "text", "too long to paste"),
        ({"file": b"%PDF-1.7"}, "file", "This is a PDF"),
        ({"file": b""}, "file", "empty"),
        (
            {"file": b"a,b\n1,2\n", "text": "Name\tTown\nAda\tx"},
            "file",
            "one of the two",
        ),
        ({"text": "Name\n" + "Weaver\n" * 201}, "__all__", "at most 200 badges"),
        ({"text": "Name\n" + ("x" * 20_000 + "\n") * 60}, "__all__", "too much text"),
    ],
)
def test_what_cannot_be_read_comes_back_with_the_reason(
    owner, college, sent, field, says
):
    if "file" in sent:
        sent = sent | {"file": SimpleUploadedFile("list.csv", sent["file"])}
    response = owner.post(college.url("badges/many"), sent)
    assert response.status_code == 200
    assert says in " ".join(response.context["form"].errors[field])
    assert says.split('"')[0] in response.content.decode()
    assert not Sheet.objects.exists()


def test_the_template_is_a_table_that_makes_badges(owner, college):
    file = owner.get(college.url("badges/many/template.csv"))
    header, *_ = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    assert header[:4] == ["Name", "One sentence", "How is it earned?", "Skills"]
    upload = SimpleUploadedFile("badges.csv", file.content)
    page = owner.post(college.url("badges/many"), {"file": upload}).url
    shown = owner.get(page)
    assert {outcome for _, outcome, _ in cells(shown).values()} == {"READY"}


def test_a_rule_that_refuses_one_badge_holds_up_no_other(owner, college, monkeypatch):
    page = bring(owner, college, badge(1), badge(2))
    monkeypatch.setattr("laurel.achievements.rules.MAX_SKILLS", 0)
    sheet = Sheet.objects.get()
    owner.post(page, {"make": "1", "c3-skills": ""})
    jobs.drain()
    text = owner.get(page).content.decode()
    assert "1 of 2 badges" in text
    assert "Row 2: At most 0 skills." in text
    assert "Look again" not in text
    assert sheet.entries.filter(refusal="").count() == 1


def test_a_table_is_discarded_unless_it_was_made(owner, college):
    page = bring(owner, college, badge(1))
    assert "Pasted table" in owner.get(college.url("badges/many")).content.decode()
    owner.post(page + "/discard")
    assert owner.get(page).status_code == 404
    page = bring(owner, college, badge(1))
    owner.post(page, {"make": "1"})
    response = owner.post(page + "/discard", follow=True)
    assert "cannot be changed any more" in response.content.decode()
    assert Sheet.objects.count() == 1


def test_what_nobody_finishes_is_forgotten(owner, college, fixed_clock):
    bring(owner, college, badge(1))
    kept = bring(owner, college, badge(2))
    owner.post(kept, {"make": "1"})
    fixed_clock.move(sheets.KEEP_UNFINISHED * 2)
    sheets.forget_old()
    assert [sheet.made_at is None for sheet in Sheet.objects.all()] == [False]
    assert clock.now() > Sheet.objects.get().opened_at


def test_too_many_unfinished_tables_are_refused(owner, college, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_UNFINISHED", 1)
    bring(owner, college, badge(1))
    response = owner.post(college.url("badges/many"), {"text": pasted(badge(2))})
    assert "Finish or discard one first" in response.content.decode()


def test_two_hundred_rows_fit_into_one_form(owner, college):
    page = bring(owner, college, *[badge(n) for n in range(200)])
    shown = owner.get(page).content.decode()
    sent = dict(re.findall(r'name="(c\d+-title)" id="[^"]+" value="([^"]*)"', shown))
    assert len(sent) == 200
    full = {f"{key[:-6]}-{f}": "x" for key in sent for f in ("criteria", "description")}
    assert owner.post(page, {"check": "1"} | sent | full).status_code == 200


def test_it_stands_in_the_history(owner, college):
    page = bring(owner, college, badge(1), badge(2))
    owner.post(page, {"make": "1"})
    assert (
        "had 2 badges made from a table"
        in owner.get(college.url("history")).content.decode()
    )
