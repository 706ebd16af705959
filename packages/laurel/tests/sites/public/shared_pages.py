"""The addresses by which a badge is shown elsewhere, and pages read as other sites read them."""

import json
from html.parser import HTMLParser

from django.conf import settings
from laurel.sharing import selectors as sharing
from laurel.sharing import services as sharing_services

from .conftest import BROWSER

PERSON = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    "HTTP_ACCEPT": BROWSER,
}
ADDRESSES = {
    "social": "/b/{award}/share",
    "link": "/b/{award}/share/link",
    "html": "/b/{award}/share/html",
    "employer": "/b/{award}/share/employer",
    "to": "/b/{award}/share/to/x",
    "certificate": "/b/{award}/certificate.pdf",
    "qr-svg": "/b/{award}/qr.svg",
    "qr-png": "/b/{award}/qr.png",
    "small": "/b/{award}/small.png",
    "code": "/s",
    "short": "/s/{code}",
    "shown": "/e/{token}",
    "page": "/e/{token}/page.pdf",
    "embed": "/embed/{award}",
    "oembed": "/oembed?url={url}",
    "guide": "/issuers/{issuer}/guide",
    "guides": "/guide",
}
PAPER = ("certificate", "page")


def address(name, credential):
    award = credential.award_public_id
    return ADDRESSES[name].format(
        award=award,
        code=sharing.code_shown(sharing_services.short_link(credential=credential)),
        token=sharing.employer_link(award, None),
        issuer=credential.issuer.public_id,
        url=f"{settings.LAUREL.base_url}/b/{award}",
    )


class Page(HTMLParser):
    """The tags of a page with their attributes, and the text inside scripts of data."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.data, self._script = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._script = dict(attrs).get("type", "") if tag == "script" else ""

    def handle_data(self, data):
        if self._script == "application/ld+json":
            self.data.append(json.loads(data))
            self._script = ""

    def links(self):
        return [given["href"] for tag, given in self.tags if tag == "a"]


def page(client, path, **headers):
    answer = client.get(path, **{**PERSON, **headers})
    assert answer.status_code == 200, path
    return Page(answer.content.decode())
