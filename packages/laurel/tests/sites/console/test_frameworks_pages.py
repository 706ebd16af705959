"""The pages of frameworks: import, look, search, remove."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from packages.laurel.tests.frameworks.samples import ESCO, item, package

from .conftest import make_framework


def send(client, college, data, name="framework.json", **facts):
    data = data if isinstance(data, bytes) else data.encode()
    upload = {"file": SimpleUploadedFile(name, data)} if data else {}
    return client.post(college.url("frameworks/new"), upload | facts, follow=True)


def test_without_frameworks_the_page_says_what_to_do(owner, college):
    page = owner.get(college.url("frameworks")).content.decode()
    assert "No skills yet" in page
    assert "Import a framework" in page


def test_a_framework_is_imported_looked_at_and_searched(owner, college):
    response = send(owner, college, ESCO, "skills_en.csv")
    page = response.content.decode()
    assert "“ESCO”: 2 added." in page
    assert 'href="http://data.europa.eu/esco/skill/0001"' in page
    here = response.redirect_chain[-1][0]
    narrowed = owner.get(here, {"q": "cafe"}).content.decode()
    assert "1 skill found" in narrowed
    assert "manage musical staff" not in narrowed
    assert "Nothing found" in owner.get(here, {"q": "boats"}).content.decode()
    everywhere = owner.get(college.url("frameworks"), {"q": "music"}).content.decode()
    assert "manage musical staff" in everywhere
    assert "imported the skills of “ESCO” (2)" in (
        owner.get(college.url("history")).content.decode()
    )


def test_importing_again_says_what_changed(owner, college):
    send(owner, college, package(item(1), item(2)))
    page = send(owner, college, package(item(1), item(3)), name="again.json")
    assert "“Mathematics”: 1 added, 1 removed." in page.content.decode()
    page = send(owner, college, package(item(1), item(3)))
    assert "“Mathematics”: nothing has changed." in page.content.decode()


def test_a_long_framework_has_pages(owner, college):
    here = send(owner, college, package(*(item(n) for n in range(60)))).redirect_chain
    page = owner.get(here[-1][0]).content.decode()
    assert "Page 1 of 2" in page
    assert "M.59" in owner.get(here[-1][0], {"page": "2"}).content.decode()
    for nonsense in ("0", "99", "x"):
        assert owner.get(here[-1][0], {"page": nonsense}).status_code == 200


def test_what_cannot_be_imported_comes_back_with_the_reason(owner, college):
    for data, name, says in (
        (b"", "", "Choose a file."),
        (b"{", "x.json", "JSON is broken"),
        (b"Name,Town\nAda,London\n", "x.csv", "no column for the web addresses"),
        (b"x" * (20 * 1024 * 1024 + 1), "x.csv", "more than 20 MB"),
    ):
        response = send(owner, college, data, name)
        assert response.status_code == 200
        assert says in " ".join(response.context["form"].errors["file"])
    long = send(owner, college, ESCO, "skills_en.csv", name_="x")
    assert "ESCO" in long.content.decode()


def test_what_a_file_says_is_no_markup(owner, college):
    told = "<script>alert(1)</script>"
    response = send(owner, college, json.loads(json.dumps(package(item(1, told)))))
    page = response.content.decode()
    assert told not in page
    assert "&lt;script&gt;" in page


def test_a_framework_is_removed(owner, college):
    found = make_framework(college)
    page = owner.post(college.url(f"frameworks/{found.public_id}/remove"), follow=True)
    assert "“crafts” is removed." in page.content.decode()
    assert owner.get(college.url(f"frameworks/{found.public_id}")).status_code == 404
