"""Signing in with LinkedIn, against an OpenID provider of our own on this machine."""

import html
import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey
from laurel.accounts.models import Account
from laurel.awards import selectors as awards
from laurel.foundation import mail

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/oidc/linkedin/login/"
CALLBACK = "/accounts/oidc/linkedin/login/callback/"
CODE = re.compile(r"^([A-Z0-9][A-Z0-9-]{5,11})$", re.MULTILINE)
KEY = RSAKey.generate_key(2048, {"kid": "k1"}, private=True)


@dataclass
class Provider:
    url: str = ""
    claims: dict = field(default_factory=dict)

    def answer(self, path: str) -> dict:
        match path.split("?", maxsplit=1)[0]:
            case "/.well-known/openid-configuration":
                return {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/authorize",
                    "token_endpoint": f"{self.url}/token",
                    "userinfo_endpoint": f"{self.url}/userinfo",
                    "jwks_uri": f"{self.url}/jwks",
                }
            case "/token":
                now = int(time.time())
                claims = {"iss": self.url, "aud": "laurel", "iat": now, "exp": now + 60}
                token = jwt.encode(
                    {"alg": "RS256", "kid": "k1"}, claims | self.claims, KEY
                )
                return {"access_token": "a", "token_type": "Bearer", "id_token": token}
            case "/jwks":
                return {"keys": [KEY.as_dict(private=False)]}
            case "/userinfo":
                return self.claims
        return {}


@pytest.fixture
def linkedin(settings):
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps(provider.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    use(settings, provider.url)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()


def use(settings, url):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "linkedin",
                    "name": "LinkedIn",
                    "client_id": "laurel",
                    "secret": "s",
                    "settings": {"server_url": url},
                }
            ],
        }
    }


def sign_in(client, provider, *, onwards="", **claims):
    provider.claims = {"sub": "1815", **claims}
    answer = client.post(f"{LOGIN}?{urlencode({'next': onwards})}")
    assert answer.status_code == 302, answer.content
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.get(CALLBACK, {"code": "c", "state": asked["state"][0]})


def signed_in(client) -> Account | None:
    found = client.session.get("_auth_user_id")
    return Account.objects.get(pk=found) if found else None


def test_a_newcomer_is_known_by_the_verified_address_and_name(client, linkedin):
    sign_in(
        client,
        linkedin,
        email="Ada@Learner.example",
        email_verified=True,
        name="Ada Lovelace",
    )
    account = signed_in(client)
    assert (account.email, account.name) == ("ada@learner.example", "Ada Lovelace")
    assert EmailAddress.objects.get().verified


def test_an_address_that_linkedin_did_not_verify_opens_nobodys_account(
    client, linkedin
):
    """security.md #43."""
    people.account("ada@learner.example")
    sign_in(client, linkedin, email="ada@learner.example", email_verified=False)
    assert signed_in(client) is None


def test_even_a_verified_one_does_not_open_an_account_that_was_there(client, linkedin):
    people.account("ada@learner.example")
    sign_in(client, linkedin, email="ada@learner.example", email_verified=True)
    assert signed_in(client) is None


def test_the_provider_is_asked_by_post_only(client, linkedin):
    answer = client.get(LOGIN)
    assert answer.status_code == 200
    assert b"<form" in answer.content


def test_a_provider_that_is_away_is_a_message_and_no_error(client, settings):
    use(settings, "http://127.0.0.1:9")
    answer = client.post(LOGIN)
    assert answer.status_code == 503
    assert "text/html" in answer["Content-Type"]
    assert signed_in(client) is None


def test_an_answer_that_nobody_asked_for_signs_nobody_in(client, linkedin):
    linkedin.claims = {"sub": "1", "email": "x@learner.example", "email_verified": True}
    answer = client.get(CALLBACK, {"code": "c", "state": "made up"})
    assert answer.status_code in (200, 302, 400, 401, 403)
    assert signed_in(client) is None


@pytest.mark.requirement("J17")
def test_an_account_by_linkedin_and_one_by_a_code_both_land_on_the_same_badge(linkedin):
    made = badges.issued(recipient_email="ada@learner.example")
    address = awards.claim_address(made.award_public_id, "ada@learner.example")
    link = urlsplit(address).path
    for way in ("linkedin", "code"):
        client = Client()
        page = client.get(link).content.decode()
        assert "Continue with LinkedIn" in page
        assert "Send me a code" in page
        if way == "linkedin":
            offered = re.search(r'href="(/accounts/oidc/linkedin/login/[^"]+)"', page)[
                1
            ]
            onwards = parse_qs(urlsplit(html.unescape(offered)).query)["next"][0]
            answer = sign_in(
                client,
                linkedin,
                onwards=onwards,
                email="Ada@Learner.example",
                email_verified=True,
                name="Ada Lovelace",
            )
        else:
            Account.objects.filter(email="ada@learner.example").delete()
            asked = client.post(
                "/accounts/login/", {"login": "ada@learner.example", "next": link}
            )
            code = CODE.search(mail.kept().order_by("-created_at").first().text)[1]
            answer = client.post(asked["Location"], {"code": code, "next": link})
        assert signed_in(client).email == "ada@learner.example"
        assert answer["Location"] == link
        landed = client.get(link, follow=True)
        assert landed.redirect_chain == [(f"/mine/{made.award_public_id}", 302)]
        assert '<h2 id="keep-title">Kept</h2>' in landed.content.decode()
