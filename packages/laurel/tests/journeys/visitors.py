"""Visitors of a running instance: a browser without a browser, and a mail server that keeps."""

import contextlib
import http.client
import re
import threading
import time
from collections import defaultdict
from email import message_from_bytes, policy
from urllib.parse import urlencode, urlsplit

from aiosmtpd.controller import Controller

from .running import PATIENCE, free_port

CODE = re.compile(r"^([A-Z0-9][A-Z0-9-]{5,11})$", re.MULTILINE)
STAFF = "caroline@north-college.example"


class PostOffice:
    """A mail server that keeps what it is given."""

    def __init__(self):
        self.mails = []
        self._to = defaultdict(list)
        self._lock = threading.Lock()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append(mail)
        with self._lock:
            for address in envelope.rcpt_tos:
                self._to[address].append(mail)
        return "250 kept"

    @property
    def port(self):
        return self._controller.port

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop()

    def to(self, address):
        with self._lock:
            return list(self._to.get(address, ()))

    @property
    def addresses(self):
        """Everybody who got a mail."""
        with self._lock:
            return list(self._to)


class Visitor:
    """A browser that repeats what got no answer."""

    def __init__(self, port, cookies=None):
        self._port = port
        self.cookies = dict(cookies or {})

    def once(self, method, path, form=None):
        connection = http.client.HTTPConnection("localhost", self._port, timeout=30)
        try:
            headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            body = urlencode(form) if form is not None else None
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            page = response.read()
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return (
            response.status,
            response.headers.get("Location", ""),
            page.decode("utf-8", "replace"),
        )

    def until_answered(self, method, path, form=None):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, location, page = self.once(method, path, form)
                if status < 500:
                    return status, location, page
            time.sleep(0.05)
        raise AssertionError(f"{method} {path} was never answered")

    def get(self, path):
        status, location, page = self.until_answered("GET", path)
        while status in (301, 302):
            status, location, page = self.until_answered("GET", urlsplit(location).path)
        assert status == 200, (path, status)
        return page

    def submit(self, path, page, **typed):
        token = hidden(page, "csrfmiddlewaretoken")
        return self.until_answered("POST", path, {"csrfmiddlewaretoken": token} | typed)


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def sign_in(port, post_office):
    visitor = Visitor(port)
    visitor.submit("/accounts/login/", visitor.get("/accounts/login/"), login=STAFF)
    until = time.monotonic() + PATIENCE
    while not post_office.to(STAFF) and time.monotonic() < until:
        time.sleep(0.1)
    text = (
        post_office.to(STAFF)[-1].get_body(("plain",)).get_content().replace("\r", "")
    )
    code = CODE.search(text)[1]
    path = "/accounts/login/code/confirm/"
    status, _, page = visitor.submit(path, visitor.get(path), code=code)
    assert status == 302, page
    return visitor


def set_up(visitor):
    """An organisation, its issuer and one badge; the address of the badge."""
    _, home, _ = visitor.submit(
        "/console/new",
        visitor.get("/console/new"),
        name="North College",
        your_name="Caroline",
    )
    visitor.submit(
        f"{home}issuer",
        visitor.get(f"{home}issuer"),
        name="North College",
        url="https://north-college.example",
        email="registrar@north-college.example",
        brand_colour="#1f3d7a",
        accent_colour="#d9b65c",
    )
    _, earned, _ = visitor.submit(
        f"{home}badges/new",
        visitor.get(f"{home}badges/new"),
        name="Fieldwork",
        description="Leads a group outdoors.",
    )
    page = visitor.get(earned)
    _, badge, _ = visitor.submit(
        earned,
        page,
        key=hidden(page, "key"),
        seen=hidden(page, "seen"),
        criteria="Leads three trips.",
        publish="1",
    )
    return badge
