"""The learning platform's story in a browser: a class with a badge that is fixed, ends, and renews.

From an empty instance. The platform brings learners and results by the API, as platforms do; all
that people do, they do on pages. The clock stands still and is moved, in the end by two years.
"""

import datetime as dt
import json
import re

import pytest
from laurel.awards import selectors as awards
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail
from PIL import Image, ImageDraw

from packages.laurel.tests.browser import stories
from packages.laurel.tests.browser.stories import held, newest_mail, save, work
from packages.laurel.tests.factories import badges, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF, PLATFORM = "grace@platform.example", "Open Platform"
ADA, MARY, SOPHIE = (f"{name}@home.example" for name in ("ada", "mary", "sophie"))
NAMES = {ADA: "Ada Lovelace", MARY: "Mary Anning", SOPHIE: "Sophie Germain"}
EMPLOYER = "emmy@works.example"
NAMED = {"ada": ADA, "mary": MARY, "sophie": SOPHIE}
BADGE, COURSE, REFRESHER = "Workplace First Aid", "First Aid", "First Aid Refresher"
FIXED = "started on 11 January 2027"


def at(moment):
    return dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)


@pytest.fixture
def time(site):
    del site
    with stories.beginning(at("2027-01-04T18:00")) as fixed:
        yield fixed


@pytest.fixture
def pictures(tmp_path):
    """A photograph and an icon, as somebody has them."""
    background, icon = tmp_path / "meadow.jpg", tmp_path / "cross.png"
    Image.effect_noise((400, 300), 60).convert("RGB").save(background, "JPEG")
    drawn = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
    ImageDraw.Draw(drawn).rectangle((48, 10, 72, 110), fill="#c0392b")
    drawn.save(icon, "PNG")
    return background, icon


@pytest.fixture
def elsewhere(time):
    """Ada has a badge of another organisation since before."""
    guild = badges.issuer(people.organization("South Guild")[0], name="South Guild")
    weaving = badges.achievement(guild, name="Weaving")
    badges.achievement(guild, name="Dyeing")
    return badges.issued(weaving, recipient_email=ADA)


class Program:
    """The learning platform's own program, with the token that somebody made for it."""

    def __init__(self, browser, site, secret):
        self._site = site
        headers = {"Authorization": f"Bearer {secret}"}
        self._request = browser.new_context(extra_http_headers=headers).request

    def send(self, method, path, **said):
        data = json.dumps(said) if said else None
        headers = {"Content-Type": "application/json"} if said else {}
        jobs.drain()
        answer = self._request.fetch(
            f"{self._site}/api/v1/{path}", method=method, data=data, headers=headers
        )
        jobs.drain()
        return answer

    def done(self, method, path, **said):
        answer = self.send(method, path, **said)
        assert answer.ok, answer.text()
        return answer.json()

    def class_called(self, name):
        found = self.done("GET", "classes")["classes"]
        return next(each for each in found if each["name"] == name)

    def enrol(self, run, *who):
        learners = [{"name": NAMES[each], "email": each} for each in who]
        self.done("POST", f"classes/{run['id']}/learners", learners=learners)

    def grade(self, run, **grades):
        course = run["courses"][0]["id"]
        results = [
            {"learner": NAMED[name], "course": course, "grade": grade, "isFinal": True}
            for name, grade in grades.items()
        ]
        self.done("POST", f"classes/{run['id']}/results", results=results)

    def revoke(self, award):
        why = {"reason": "administrative_error", "publicWording": "Another class’s."}
        self.done("POST", f"awards/{award.public_id}/revoke", **why)


def make_a_token(page, console, browser, site):
    page.goto(f"{console}/api")
    page.get_by_label("What is it for?").fill("Moodle")
    for scope in page.locator("input[name=scopes]").all():
        scope.check()
    save(page, "Make the token")
    return Program(browser, site, page.locator("#secret").inner_text())


def design(page, console, pictures):
    """A background and an icon, and there is a finished badge; it holds for two years."""
    background, icon = pictures
    page.goto(f"{console}/badges/design")
    page.get_by_label("Name", exact=True).fill(BADGE)
    page.get_by_label("One sentence").fill("Keeps a person saf until help comes.")
    page.get_by_label("How is it earned?").fill("Passes First Aid")
    page.get_by_label("Background picture").set_input_files(background)
    page.get_by_text("The background", exact=True).wait_for()
    page.get_by_label("Icon picture").set_input_files(icon)
    page.get_by_text("The icon", exact=True).wait_for()
    save(page, "Define this badge")
    badge = page.url.partition("?")[0]
    page.goto(f"{badge}/change/lapse")
    page.get_by_text("Some months").click()
    page.get_by_label("How many?").fill("24")
    stories.press(page, "Publish")
    picture = page.request.get(f"{badge}/picture.svg").text()
    assert picture.count("<image") >= 2, "both pictures are in the badge"
    return badge


def bind(page, run, accessible):
    """The badge is a step of setting up the class; it comes by itself."""
    page.goto(f"{run}/badge?new=1")
    choose = page.get_by_role("form", name="Or one that is there")
    choose.get_by_label("Badge").select_option(label=BADGE)
    choose.get_by_label("By itself").check()
    accessible(page)
    save(page, "Take this one")
    page.get_by_text("The badge is set up for this class.").wait_for()


def renew_by_refresher(page, badge, accessible):
    page.goto(f"{badge}/renewal")
    by = page.get_by_label("Renew by itself whoever passes")
    label = by.get_by_role("option").filter(has_text=REFRESHER).text_content()
    by.select_option(label=label.strip())
    accessible(page)
    save(page, "Save")


def find_it_fixed_by_program(program, running, badge):
    """The API says 409, and since when."""
    badge_id = badge.rsplit("/", 1)[1]
    for awarding in ("manual", "automatic"):
        no = program.send(
            "PUT", f"classes/{running['id']}/badge", badge=badge_id, awarding=awarding
        )
        assert no.status == 409
        assert FIXED in no.json()["detail"]


def find_it_fixed(page, run, badge, accessible):
    """Neither added nor edited; a spelling fix is for the next class, which gets the same."""
    page.goto(f"{run}/badge")
    page.get_by_text("neither added nor edited").wait_for()
    for words in ("Set up this badge", "Take this one"):
        assert page.get_by_role("button", name=words).is_disabled()
    accessible(page)
    page.goto(badge)
    for words in ("Design", "Change"):
        assert page.get_by_role("button", name=words, exact=True).is_disabled()
    assert "has started" in page.locator("#frozen").inner_text()
    page.get_by_role("link", name="Correct the spelling").click()
    page.get_by_label("One sentence").fill("Keeps a person safe until help comes.")
    save(page, "Correct")
    page.get_by_text("The next one gets yours.").wait_for()
    page.goto(run)
    page.get_by_role("link", name="Prepare for the next class").click()
    assert BADGE in page.locator("main").inner_text()


def is_open_badges_2(page, site, award, tmp_path):
    """Hosted and baked, with everything in the picture; what was forged is seen.

    The spelling is still that with which the class began.
    """
    hosted = page.request.get(f"{site}/ob2/assertions/{award.public_id}").json()
    assert hosted["type"] == "Assertion"
    assert hosted["verification"]["type"] == "HostedBadge"
    badge = f"{site}/b/{award.public_id}"
    page.goto(f"{site}/mine/{award.public_id}")
    take = page.locator(".hero").get_by_role("link", name="Download")
    file = stories.download(page, take.click, tmp_path)
    said = page.request.get(f"{badge}/credential.json").text()
    inside = stories.look_inside(file)
    for words in ("Open Badges 2.0", "HostedBadge", BADGE, PLATFORM, NAMES[ADA], f"Passed “{COURSE}”", "until         2029-04-30", "endorsed by", "a person saf until"):  # fmt: skip
        assert words in inside, inside
    forged = tmp_path / "forged.json"
    forged.write_text(said.replace(BADGE, "Brain Surgery"))
    page.goto(f"{site}/verify")
    page.locator("input[type=file]").set_input_files(forged)
    page.get_by_text("Altered").first.wait_for()
    return file


def stand_side_by_side(page, site):
    """Badges of two organisations in one backpack, each with its own."""
    page.goto(f"{site}/backpack/")
    by = page.locator(".badge-card .by").all_inner_texts()
    assert sorted(by) == [PLATFORM, "South Guild"]


def make_a_pathway(page, site):
    """What she wants to earn next is chosen by her alone."""
    page.goto(f"{site}/catalog")
    for name in ("Weaving", "Dyeing"):
        page.get_by_role("checkbox", name=f"Select {name}").check()
    page.get_by_role("button", name="Add to my plan").click()
    save(page, "Add to this plan")
    page.get_by_text("1 of 2 done").wait_for()


def ask_for_an_endorsement(page, browser, site, award):
    """An employer answers one mail, without an account; Ada accepts, and everybody sees it."""
    page.goto(f"{site}/mine/{award.public_id}")
    page.get_by_role("link", name="Endorsements").click()
    page.get_by_label("Their e-mail address").fill(EMPLOYER)
    page.get_by_label("What would you like to say").fill("You saw me at work.")
    page.get_by_role("button", name="Ask them").click()
    page.get_by_text("is on its way").wait_for()
    link = re.search(r"http\S+/endorse/\S+", newest_mail(EMPLOYER).text)[0]
    theirs = stories.stranger(browser)
    theirs.goto(link)
    theirs.get_by_label("Your endorsement").fill("She keeps calm, and acts.")
    theirs.get_by_label("Your name").fill("Emmy Noether")
    theirs.get_by_label("Your role").fill("Head of works")
    theirs.get_by_role("button", name="Go on: send me a code").click()
    theirs.get_by_label("The code from the mail").fill(
        re.search(r"\b\d{6}\b", newest_mail(EMPLOYER).text)[0]
    )
    theirs.get_by_role("button", name="Sign it").click()
    theirs.get_by_text("Thank you. It is signed.").wait_for()
    page.goto(f"{site}/backpack/")
    page.get_by_role("link", name=f"Decide: {BADGE}").click()
    save(page, "Accept and show it")
    jobs.drain()
    theirs.goto(f"{site}/b/{award.public_id}")
    stands = theirs.get_by_role("region", name="Who stands by it")
    assert "Emmy Noether" in stands.inner_text()
    theirs.context.close()


def reminders(to):
    mails = OutgoingMail.objects.filter(recipient_address=to)
    return mails.filter(subject=f"Ends soon: {BADGE}").count()


def board(page, console):
    page.goto(f"{console}/renewals")
    return page.locator("main").inner_text()


def tell_apart(page, site, **expected):
    """Valid, renewed, revoked and expired: in the page's words and in JSON."""
    for name, status in expected.items():
        award = awards.of_keys([NAMED[name]]).order_by("pk").first()
        page.goto(f"{site}/b/{award.public_id}")
        assert stories.status(page) == status, name
        checked = page.request.get(f"{site}/b/{award.public_id}/verification.json")
        assert checked.json()["status"] == status, name


def follow_to_the_newer(page, old, new, tmp_path):
    """The old page leads to the new one, which is valid; its file."""
    page.goto(old)
    with page.expect_navigation():
        page.get_by_role("link", name="See the newer badge").click()
    assert page.url == new
    assert stories.status(page) == "valid"
    take = page.locator(".hero").get_by_role("link", name="Download")
    (folder := tmp_path / "renewed").mkdir()
    return stories.download(page, take.click, folder)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.requirement("I2", "I3", "I22")
def test_from_an_empty_instance_to_a_badge_that_renewed_itself(
    page, browser, site, *, time, accessible, tmp_path, pictures
):
    console = stories.start(
        page, site, staff=STAFF, person="Grace Hopper", organization=PLATFORM
    )
    for course in (COURSE, REFRESHER):
        stories.make_program(page, console, f"{course} Programme", [course])
    program = make_a_token(page, console, browser, site)
    badge = design(page, console, pictures)
    run = stories.make_class(
        page,
        console,
        program=f"{COURSE} Programme",
        name="Spring 2027",
        days=("2027-01-11", "2027-04-30"),
        zone="America/Vancouver",
        learners="",
    )
    bind(page, run, accessible)
    renew_by_refresher(page, badge, accessible)

    # The class starts at its midnight, and its badge is fixed.
    spring = program.class_called("Spring 2027")
    program.enrol(spring, ADA, MARY, SOPHIE)
    time.at = at("2027-01-11T08:00")
    find_it_fixed_by_program(program, spring, badge)
    find_it_fixed(page, run, badge, accessible)

    # Results arrive, and badges with them.
    time.at = at("2027-04-30T18:00")
    program.grade(spring, ada=81, mary=66, sophie=77)
    assert [held(each)[-1:] for each in NAMES] == [[BADGE]] * 3
    first = awards.of_keys([ADA]).order_by("pk").last()
    assert first.expires_on == dt.date(2029, 4, 30)
    link = f"{site}/b/{first.public_id}"
    ada = stories.stranger(browser)
    stories.keep(ada, site, ADA)
    stand_side_by_side(ada, site)
    make_a_pathway(ada, site)
    ask_for_an_endorsement(ada, browser, site, first)
    file = is_open_badges_2(ada, site, first, tmp_path)
    stories.check_as_stranger(browser, site, file=file, link=link)
    program.revoke(awards.of_keys([SOPHIE]).get())

    # Nearly two years on: reminders, and the board says who is due.
    for number, day in enumerate(("2029-03-01T09:00", "2029-03-31T09:00"), start=1):
        time.at = at(day)
        work()
        assert reminders(ADA) == number
    assert "2 due within 60 days" in board(page, console)
    accessible(page)
    stories.make_class(
        page,
        console,
        program=f"{REFRESHER} Programme",
        name="Refresher 2029",
        days=("2029-03-20", "2029-04-20"),
        zone="America/Vancouver",
        learners="",
    )
    program = make_a_token(page, console, browser, site)  # the first one has ended
    again = program.class_called("Refresher 2029")
    program.enrol(again, ADA)
    program.grade(again, ada=90)
    work()
    mine = awards.of_keys([ADA]).order_by("pk")
    second = awards.renewal_of(mine.get(public_id=first.public_id))
    assert second.expires_on == dt.date(2031, 4, 30)
    mail = newest_mail(ADA)
    assert f"{PLATFORM} has renewed your badge {BADGE}" in mail.subject

    # Two years are over: Ada's was renewed, Mary's has expired, Sophie's was revoked.
    time.at = at("2029-05-02T09:00")
    tell_apart(page, site, mary="expired", sophie="revoked")
    stories.check_as_stranger(browser, site, file=file, link=link, says="renewed")
    newer = follow_to_the_newer(ada, link, f"{site}/b/{second.public_id}", tmp_path)
    stories.check_as_stranger(browser, site, file=newer, link=ada.url)
    stories.check_by_command(site, newer, "--recipient", ADA)
