"""The issuer sees what became of each mail, corrects an address, and sends it again."""

import datetime as dt
import re

import pytest
from laurel.deliveries import selectors as deliveries
from laurel.foundation import bounces, jobs, mail, return_paths

from packages.laurel.tests.foundation import mailserver
from packages.laurel.tests.foundation.test_bounces import dsn
from packages.laurel.tests.foundation.test_mail import use_server

from .conftest import make_award, make_college
from .test_corrections import facts, text_of

pytestmark = pytest.mark.django_db

BROWSER = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}
SAYS = "550 5.1.1 <ada@students.example>: no such person here"


@pytest.fixture
def server(settings):
    with mailserver.running() as running:
        use_server(settings, running.port, bounce_address="bounces@badges.example")
        yield running


def delivered(college, said="250 ok", **facts):
    """An award whose mail met a server that says this to its recipient."""
    college.server.answer_to_recipient = said
    college.award = make_award(college, **facts)
    return college


@pytest.fixture
def college(college, server):
    college.server = server
    return college


def listed(owner, college, kind):
    answer = owner.get(college.url(f"awards?mail={kind}"))
    return [row.recipient_name for row in answer.context["awards"]]


@pytest.mark.requirement("J13")
def test_a_bounce_is_seen_corrected_and_sent_again(owner, college, fixed_clock):
    delivered(college, SAYS)
    seen = text_of(owner.get(college.award_url()))
    assert "Bounced" in seen
    assert SAYS.replace("<", "&lt;").replace(">", "&gt;") in seen
    assert "ada@students.example" in seen
    assert "1 award mail came back" in text_of(owner.get(college.url()))
    assert listed(owner, college, "bounced") == ["Ada Lovelace"]

    college.server.answer_to_recipient = "250 ok"
    wish = facts(college, recipient_email="ada@college.example", step="correct")
    owner.post(college.award_url("/correct"), wish)
    jobs.drain()
    fixed_clock.move(dt.timedelta(minutes=1))
    said = text_of(owner.post(college.award_url("/resend"), follow=True))
    assert "The mail is sent again." in said
    jobs.drain()

    to = [recipients for _, recipients in college.server.envelopes]
    assert to == [["ada@college.example"]] * 2
    seen = text_of(owner.get(college.award_url()))
    assert "The mail server took it." in seen
    for part in ("ada@college.example", "ada@students.example", "no such person here"):
        assert part in seen  # the log forgets neither address
    assert listed(owner, college, "bounced") == []
    assert "came back" not in text_of(owner.get(college.url()))


def test_sending_again_never_goes_to_the_address_before(owner, college, fixed_clock):
    delivered(college, SAYS)
    college.server.answer_to_recipient = "250 ok"
    fixed_clock.move(dt.timedelta(minutes=1))
    wish = facts(college, recipient_email="ada@college.example", step="correct")
    owner.post(college.award_url("/correct"), wish)  # its mail is not written yet
    said = text_of(owner.post(college.award_url("/resend"), follow=True))
    assert "The address was corrected" in said
    jobs.drain()
    assert [to for _, to in college.server.envelopes] == [["ada@college.example"]]


def test_a_mail_that_is_put_off_says_until_when(owner, college):
    college.server.answer_to_recipient = "450 4.2.1 mailbox busy"
    college.award = None
    issued = make_award_allowing_failures(college)
    college.award = issued
    seen = text_of(owner.get(college.award_url()))
    assert "450 4.2.1 mailbox busy" in seen
    assert "Next try" in seen
    assert listed(owner, college, "waiting") == ["Ada Lovelace"]


def make_award_allowing_failures(college):
    real = jobs.drain
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(jobs, "drain", lambda: real(allow_failures=True))
        return make_award(college)


def test_a_bounce_that_comes_back_later_is_seen_too(owner, college):
    delivered(college)
    assert listed(owner, college, "bounced") == []
    row = mail.about(f"award:{college.award.public_id}").get()
    bounces.take(dsn(return_paths.of(row.pk)))
    assert listed(owner, college, "bounced") == ["Ada Lovelace"]
    assert "550 5.1.1 no such person here" in text_of(owner.get(college.award_url()))


def test_another_organization_counts_its_own(owner, college):
    delivered(college, SAYS)
    other = make_college("South College")
    other.server = college.server
    delivered(other, "250 ok")
    assert listed(owner, college, "bounced") == ["Ada Lovelace"]
    assert deliveries.in_trouble(other.organization, "bounced").count() == 0


class TestTheLinkInTheMail:
    def link(self, college, what="badge.png"):
        text = college.server.mails[-1].get_body(("plain",)).get_content()
        links = re.findall(r"http://localhost:8000(/b/\S+)", text)
        return next(found for found in links if (what in found) == bool(what))

    def page(self, college):
        text = college.server.mails[-1].get_body(("plain",)).get_content()
        return re.findall(r"http://localhost:8000(/mine/\S+\?\S+)", text)[0]

    def test_it_tells_when_it_was_followed_the_first_time(
        self, client, owner, college, fixed_clock
    ):
        delivered(college)
        assert listed(owner, college, "unopened") == ["Ada Lovelace"]
        assert "Not followed yet" in text_of(owner.get(college.award_url()))
        answer = client.get(self.page(college), headers=BROWSER)
        assert answer.status_code == 200
        first = deliveries.reception(college.award.public_id).opened_at
        fixed_clock.move(dt.timedelta(days=1))
        client.get(self.page(college), headers=BROWSER)
        found = deliveries.reception(college.award.public_id)
        assert (found.opened_at, found.downloaded_at) == (first, None)
        assert listed(owner, college, "unopened") == []
        seen = text_of(owner.get(college.award_url()))
        assert "The link in the mail was followed." in seen
        assert "Opened" in text_of(owner.get(college.url("awards")))

    def test_the_download_counts_by_the_mail_and_by_the_page(
        self, client, owner, college
    ):
        delivered(college)
        page = client.get(self.page(college), headers=BROWSER).content.decode()
        on_page = re.search(r'href="(/b/\w+/badge\.png\?via=\w+)"', page)
        assert on_page
        mailed = self.link(college)
        assert on_page.group(1) == mailed
        answer = client.get(mailed, headers=BROWSER)
        assert answer["Content-Disposition"].startswith("attachment")
        assert deliveries.reception(college.award.public_id).downloaded_at
        assert "The badge was downloaded." in text_of(owner.get(college.award_url()))

    @pytest.mark.parametrize(
        "headers",
        [
            {"Purpose": "prefetch"},
            {"Sec-Purpose": "prefetch;prerender"},
            {"X-Moz": "prefetch"},
            {"Sec-Fetch-Mode": "no-cors"},
            {"User-Agent": ""},
            {"User-Agent": "Mozilla/5.0 (compatible; SomeBot/1.0)"},
            {"User-Agent": "Mimecast link scanner"},
            {"User-Agent": "python-httpx/0.28"},
            {"Accept": "*/*"},
        ],
        ids=str,
    )
    def test_programs_that_say_so_do_not_count(self, client, college, headers):
        delivered(college)
        answer = client.get(self.page(college), headers=BROWSER | headers)
        assert answer.status_code == 200
        assert deliveries.reception(college.award.public_id) is None

    def test_asking_for_the_head_does_not_count(self, client, college):
        delivered(college)
        client.head(self.page(college), headers=BROWSER)
        client.head(self.link(college), headers=BROWSER)
        assert deliveries.reception(college.award.public_id) is None

    @pytest.mark.parametrize(
        "key", ["", "?via=", "?via=0123456789ab", "?via=é", "?x=1"]
    )
    def test_other_links_do_not_count(self, client, college, key):
        delivered(college)
        url = f"/b/{college.award.public_id}{key}"
        answer = client.get(url, headers=BROWSER)
        assert answer.status_code == 200
        assert deliveries.reception(college.award.public_id) is None
        assert "via=" not in answer.content.decode()

    def test_the_link_to_share_is_the_plain_one(self, client, college):
        delivered(college)
        key = self.page(college).partition("?")[2]
        path = f"/b/{college.award.public_id}"
        assert f'href="{path}/share"' in client.get(self.page(college)).content.decode()
        page = client.get(f"{path}?{key}", headers=BROWSER).content.decode()
        plain = f"http://localhost:8000{path}"
        assert f'<link rel="canonical" href="{plain}">' in page
        assert f'property="og:url" content="{plain}"' in page

    def test_one_award_does_not_speak_for_another(self, client, college):
        delivered(college)
        key = self.page(college).partition("?")[2]
        other = make_award(college, name="Mary Somerville", email="mary@x.example")
        client.get(f"/b/{other.public_id}?{key}", headers=BROWSER)
        assert deliveries.reception(other.public_id) is None


def test_what_opened_means_is_said_on_the_page(owner, college):
    delivered(college)
    seen = text_of(owner.get(college.award_url()))
    assert "What does “opened” mean?" in seen
    assert "no hidden picture" in seen


def test_a_filter_that_does_not_exist_shows_all(owner, college):
    delivered(college)
    assert listed(owner, college, "nonsense") == ["Ada Lovelace"]
