"""The badge in other people's pages: frames without cookies and scripts, and oEmbed for them."""

import pytest
from django.conf import settings

from .shared_pages import Page, address, page


class TestFrames:
    @pytest.mark.requirement("K17")
    def test_any_page_may_frame_it_and_nothing_runs_in_it(self, client, credential):
        answer = client.get(f"/embed/{credential.award_public_id}")
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "X-Frame-Options" not in answer
        assert not answer.cookies
        found = Page(answer.content.decode())
        assert "script" not in {tag for tag, _ in found.tags}
        assert found.links() == [
            f"{settings.LAUREL.base_url}/b/{credential.award_public_id}"
        ]
        assert "Valid" in answer.content.decode()

    def test_it_says_what_became_of_the_badge(self, client, revoked):
        answer = client.get(f"/embed/{revoked.award_public_id}?form=badge")
        assert "Revoked" in answer.content.decode()

    def test_what_is_not_there_is_said_within_the_frame(self, client, db):
        answer = client.get("/embed/" + "1" * 22)
        assert answer.status_code == 404
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "There is no badge to show here" in answer.content.decode()

    def test_other_pages_are_framed_by_nobody(self, client, credential):
        for name in ("social", "guide", "shown"):
            answer = client.get(address(name, credential))
            assert answer["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


class TestOEmbed:
    def ask(self, client, credential, **asked):
        url = f"{settings.LAUREL.base_url}/b/{credential.award_public_id}"
        return client.get("/oembed", {"url": url, **asked})

    @pytest.mark.requirement("K17")
    def test_the_answer_follows_its_specification(self, client, credential):
        said = self.ask(client, credential).json()
        assert (said["version"], said["type"]) == ("1.0", "rich")
        assert isinstance(said["width"], int)
        assert isinstance(said["height"], int)
        thumbnails = {"thumbnail_url", "thumbnail_width", "thumbnail_height"}
        assert len(thumbnails & set(said)) in (0, 3)
        # What a blog that does not know us keeps: one frame, and no quotation around it.
        ((tag, frame),) = Page(said["html"]).tags
        assert tag == "iframe"
        assert frame["src"].startswith(f"{settings.LAUREL.base_url}/embed/")
        assert (int(frame["width"]), int(frame["height"])) == (
            said["width"],
            said["height"],
        )
        assert frame["title"] == "Applied Data Analytics, issued by North College"

    @pytest.mark.parametrize(
        ("wide", "high"), [(1000, 1000), (300, 1000), (300, 150), (100, 90), (1, 1)]
    )
    def test_it_fits_into_the_room_there_is(self, client, credential, wide, high):
        said = self.ask(client, credential, maxwidth=wide, maxheight=high).json()
        assert 1 <= said["width"] <= wide
        assert 1 <= said["height"] <= high
        assert said.get("thumbnail_width", 0) <= wide

    def test_other_questions_are_answered_by_number(self, client, credential):
        assert self.ask(client, credential, format="xml").status_code == 501
        assert self.ask(client, credential, maxwidth="wide").status_code == 400
        assert client.get("/oembed").status_code == 400
        base = settings.LAUREL.base_url
        for url in (
            f"{base}/b/{'1' * 22}",
            f"{base}/verify",
            "https://evil.example/b/1",
            f"{base}.evil.example/b/{credential.award_public_id}",
            "javascript:alert(1)",
        ):
            assert client.get("/oembed", {"url": url}).status_code == 404, url

    def test_pages_say_where_to_ask_but_not_to_linkedin(self, client, credential):
        path = f"/b/{credential.award_public_id}"

        def offered(agent):
            found = page(client, path, HTTP_USER_AGENT=agent, HTTP_ACCEPT="*/*")
            return [
                given["href"]
                for tag, given in found.tags
                if tag == "link" and given.get("type") == "application/json+oembed"
            ]

        (address,) = offered("WordPress/6.9")
        assert client.get(address.removeprefix(settings.LAUREL.base_url)).json()["html"]
        assert offered("LinkedInBot/1.0 (compatible; Mozilla/5.0)") == []
