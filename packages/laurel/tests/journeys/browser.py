"""A person at a browser, without one: follows links, fills forms, reads pages."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from laurel.foundation import jobs

CODE = re.compile(r"^([A-Z0-9][A-Z0-9-]{5,11})$", re.MULTILINE)


class Person:
    """Goes by what the pages offer: links, buttons and forms, never by what the code knows."""

    def __init__(self) -> None:
        # Every POST needs the token of the page's form, as in a real browser.
        self.client = Client(enforce_csrf_checks=True)
        self.url, self.page, self.response = "/", "", None

    def open(self, url: str) -> str:
        """Go to a page of this instance, following redirects."""
        base = settings.LAUREL.base_url
        path = url.removeprefix(base)
        assert path.startswith("/"), f"{url} is not of this instance"
        self._arrive(self.client.get(path, follow=True), path)
        return self.page

    def follow(self, words: str) -> str:
        """Follow the link with these words."""
        return self.open(urljoin(self.url, self.link(words)))

    def link(self, words: str) -> str:
        """The address of the link with these words."""
        found = _Links.of(self.page)
        for href, text in sorted(found, key=lambda link: link[1] != words):
            if words in text:
                return href
        raise AssertionError(f"no link “{words}” on {self.url}")

    def send(self, button: str, **typed: object) -> str:
        """Fill the form that has this button, and press it."""
        form = _Forms.with_button(self.page, button)
        data = form.values | form.pressed
        for name, value in typed.items():
            assert name in form.names, f"no field {name} in the form on {self.url}"
            data[name] = value
        action = urlsplit(urljoin(self.url, form.action)).path
        self._arrive(self.client.post(action, data, follow=True), action)
        return self.page

    def download(self, url: str) -> tuple[bytes, str]:
        """What a link that is a download gives, and under which file name."""
        response = self.client.get(url.removeprefix(settings.LAUREL.base_url))
        assert response.status_code == 200, url
        disposition = response["Content-Disposition"]
        assert disposition.startswith("attachment"), disposition
        return response.content, disposition

    def sign_in(self, address: str) -> None:
        """By the code from the mail viewer."""
        self.open("/console/")
        self.send("Send me a code", login=address)
        code = CODE.search(newest_mail(address))[1]
        self.send("Sign in", code=code)

    def _arrive(self, response, path: str) -> None:
        assert response.status_code == 200, (
            path,
            response.status_code,
            response.content[:300],
        )
        chain = getattr(response, "redirect_chain", None)
        self.url = urlsplit(chain[-1][0]).path if chain else path
        self.response, self.page = response, response.content.decode(errors="replace")


def newest_mail(address: str) -> str:
    """The text of the newest mail to somebody, as the viewer shows it."""
    jobs.drain()
    reader = Person()
    listing = reader.open("/mail/")
    for href, _ in _Links.of(listing):
        if re.fullmatch(r"/mail/\w{22}", href):
            source = reader.client.get(f"{href}/raw.eml").content
            mail = _parsed(source)
            if address in mail["To"]:
                return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    raise AssertionError(f"no mail to {address}")


def newest_mail_html(address: str) -> str:
    """The HTML of the newest mail to somebody."""
    reader = Person()
    for href, _ in _Links.of(reader.open("/mail/")):
        if re.fullmatch(r"/mail/\w{22}", href):
            mail = _parsed(reader.client.get(f"{href}/raw.eml").content)
            if address in mail["To"]:
                return mail.get_body(("html",)).get_content().replace("\r\n", "\n")
    raise AssertionError(f"no mail to {address}")


def _parsed(source: bytes):
    from email import message_from_bytes, policy

    return message_from_bytes(source, policy=policy.default)


def upload(name: str, content: bytes, kind: str = "image/png") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=kind)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self._open = False

    @classmethod
    def of(cls, page: str) -> list[tuple[str, str]]:
        parser = cls()
        parser.feed(page)
        return [(href, " ".join(text.split())) for href, text in parser.found]

    def handle_starttag(self, tag, attrs):
        if tag == "a" and dict(attrs).get("href"):
            self.found.append([dict(attrs)["href"], ""])
            self._open = True

    def handle_endtag(self, tag):
        if tag == "a":
            self._open = False

    def handle_data(self, data):
        if self._open:
            self.found[-1][1] += data


class _Form:
    def __init__(self, action: str) -> None:
        self.action = action
        self.values: dict[str, str] = {}
        self.names: set[str] = set()
        self.buttons: list[list[str]] = []
        self.pressed: dict[str, str] = {}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[_Form] = []
        self._form: _Form | None = None
        self._button = False
        self._area = ""

    @classmethod
    def with_button(cls, page: str, words: str) -> _Form:
        parser = cls()
        parser.feed(page)
        for form in parser.forms:
            for name, value, text in form.buttons:
                if words in " ".join(text.split()):
                    form.pressed = {name: value} if name else {}
                    return form
        raise AssertionError(f"no button “{words}”")

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._form = _Form(given.get("action") or "")
            self.forms.append(self._form)
        if self._form is None:
            return
        name = given.get("name") or ""
        if tag == "input" and name:
            kind = given.get("type", "text")
            self._form.names.add(name)
            if kind not in ("radio", "checkbox", "file") or "checked" in given:
                self._form.values[name] = given.get("value", "")
        elif tag == "textarea" and name:
            self._form.names.add(name)
            self._form.values[name], self._area = "", name
        elif tag == "button":
            self._form.buttons.append([name, given.get("value") or "", ""])
            self._button = True

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "button":
            self._button = False
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data):
        if self._form is None:
            return
        if self._area:
            self._form.values[self._area] += data.removeprefix("\n")
        elif self._button:
            self._form.buttons[-1][2] += data
