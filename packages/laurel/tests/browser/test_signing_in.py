"""Signing in as a person does, in a real browser, with the mail from the viewer."""

import re

import pytest
from laurel.foundation.models import OutgoingMail

from packages.laurel.tests.factories import people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page):
    """What the browser says against the page: policy, scripts, missing files."""
    found = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "response",
        lambda r: found.append(f"{r.status} {r.url}") if r.status >= 400 else None,
    )
    return found


def test_from_the_address_to_the_console_and_out(page, site, complaints):
    ada = people.account("ada@north-college.example", name="Ada Lovelace")
    people.organization(owner=people.actor(ada))
    page.goto(f"{site}/accounts/login/")
    page.fill("input[name=login]", "ada@north-college.example")
    page.press("input[name=login]", "Enter")
    page.wait_for_url("**/accounts/login/code/confirm/**")
    mail = OutgoingMail.objects.get()
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", mail.text)[0]
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")
    page.wait_for_url(re.compile("/console/"))
    assert "North College" in page.content()
    assert complaints == []
    cookies = {c["name"]: c for c in page.context.cookies()}
    assert all(c["httpOnly"] and c["sameSite"] == "Lax" for c in cookies.values())


def test_another_sites_form_changes_nothing(page, site, live_server):
    """Fetch Metadata and the token: a page of 127.0.0.1 posts to localhost."""
    elsewhere = site.replace("localhost", "127.0.0.1")
    page.goto(f"{elsewhere}/verify")
    page.evaluate(
        """(address) => {
          const form = document.createElement("form");
          form.method = "post"; form.action = address;
          const field = document.createElement("input");
          field.name = "login"; field.value = "ada@north-college.example";
          form.append(field); document.body.append(form);
          HTMLFormElement.prototype.submit.call(form);
        }""",
        f"{site}/accounts/login/",
    )
    page.wait_for_timeout(500)
    assert not OutgoingMail.objects.exists()
