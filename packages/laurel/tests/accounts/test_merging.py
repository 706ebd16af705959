"""Two accounts of one person become one: with a code to an address of each, and not otherwise."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from laurel.accounts import selectors, services
from laurel.accounts.models import Account
from laurel.awards import selectors as awards
from laurel.endorsements import services as endorsements
from laurel.endorsements.types import About
from laurel.foundation import jobs, mail
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import Refused
from laurel.organizations import services as organizations
from laurel.organizations.models import Membership
from laurel.organizations.types import Role

from packages.laurel.tests.factories import badges, evidence, people

pytestmark = pytest.mark.django_db

CODE = re.compile(r"^([A-Z0-9][A-Z0-9-]{5,11})$", re.MULTILINE)
HERS, OTHER = "ada@college.example", "ada@home.example"


@pytest.fixture
def ada():
    return people.account(HERS, name="Ada Lovelace")


@pytest.fixture
def other():
    return people.account(OTHER, name="Ada at home")


@pytest.fixture
def hers(ada):
    client = Client()
    client.force_login(ada)
    return client


def newest_code(address):
    return CODE.search(mail.kept().filter(recipient_address=address).first().text)[1]


def add(hers, address, **more):
    return hers.post("/accounts/email/", {"email": address, "action_add": "", **more})


def prove(hers, address):
    add(hers, address)
    return hers.post("/accounts/confirm-email/", {"code": newest_code(address)})


def test_a_code_at_each_makes_one_account_of_two(hers, ada, other):
    made = badges.issued(recipient_email=OTHER)
    assert hers.get(f"/mine/{made.award_public_id}").status_code == 404
    answer = prove(hers, OTHER)
    assert answer["Location"] == "/accounts/merge/"
    page = hers.get("/accounts/merge/").content.decode()
    assert HERS in page
    assert OTHER in page
    assert selectors.proven_addresses(ada.pk) == [HERS]  # looking changed nothing
    hers.post("/accounts/merge/")
    assert selectors.proven_addresses(ada.pk) == [HERS, OTHER]
    other.refresh_from_db()
    assert (other.is_active, other.merged_into) == (False, ada)
    assert OTHER not in (other.email, other.name)
    # Everything that was awarded to either address is in the one account.
    assert hers.get(f"/mine/{made.award_public_id}").status_code == 200


def test_without_the_code_there_is_nothing_to_merge(hers, ada, other):
    add(hers, OTHER)
    hers.post("/accounts/confirm-email/", {"code": "XXXX-XXXX"})
    for ask in (hers.get, hers.post):
        assert ask("/accounts/merge/")["Location"] == "/accounts/email/"
    assert selectors.proven_addresses(other.pk) == [OTHER]


def test_adding_says_the_same_whether_or_not_somebody_has_the_address(hers, other):
    known, unknown = add(hers, OTHER), add(hers, "new@home.example")
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    texts = [
        CODE.sub("", mail.kept().filter(recipient_address=a).first().text)
        for a in (OTHER, "new@home.example")
    ]
    assert texts[0].replace(OTHER, "") == texts[1].replace("new@home.example", "")


def test_a_proof_is_for_whoever_gave_it_and_not_for_long(hers, other, fixed_clock):
    import datetime as dt

    prove(hers, OTHER)
    fixed_clock.move(dt.timedelta(minutes=11))
    hers.post("/accounts/merge/")
    assert selectors.proven_addresses(other.pk) == [OTHER]


def test_an_account_with_a_second_factor_is_not_opened_by_a_mail(hers, ada, other):
    Authenticator.objects.create(
        user=other, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    prove(hers, OTHER)
    page = hers.post("/accounts/merge/", follow=True).content.decode()
    assert "also guarded by a passkey or an app" in page
    assert selectors.proven_addresses(other.pk) == [OTHER]


def test_roles_of_both_are_together_and_of_two_the_wider_one_stays(ada, other):
    college, _ = people.organization("North College", owner=people.actor(other))
    school, _ = people.organization("South School")
    for account, role in ((ada, Role.VIEWER), (other, Role.EDITOR)):
        organizations.add_member(
            organization=school, account_id=account.pk, role=role, actor=SYSTEM
        )
    services.merge(into=ada.pk, email=OTHER, actor=people.actor(ada))
    jobs.drain()
    held = dict(
        Membership.objects.filter(account=ada).values_list("organization_id", "role")
    )
    assert held == {college.pk: Role.OWNER, school.pk: Role.EDITOR}
    assert not Membership.objects.filter(account=other).exists()


def test_what_they_brought_and_collected_is_together_and_nothing_is_there_twice(
    ada, other
):
    from laurel.backpack.models import Import, Removal
    from laurel.collecting.models import Collection
    from laurel.foundation import clock

    now = clock.now()
    for account, digests in ((ada, "a"), (other, "ab")):
        for digest in digests:
            Import.objects.create(
                account=account, data=b"{}", digest=digest * 64, size=2, brought_at=now,
                container="json", kind="ob3", name="First Aid", issuer_name="School",
                standing="valid", holding="mine", checked_at=now,
            )  # fmt: skip
        Removal.objects.create(
            account=account, award_public_id="x" * 22, reason="hidden", at=now
        )
    mine = Collection.objects.create(
        account=other, title="For a job", visibility="private",
        created_at=now, changed_at=now,
    )  # fmt: skip
    services.merge(into=ada.pk, email=OTHER, actor=people.actor(ada))
    jobs.drain()
    found = Import.objects.filter(account=ada).values_list("digest", flat=True)
    assert sorted(found) == ["a" * 64, "b" * 64]
    assert Removal.objects.get().account_id == ada.pk
    mine.refresh_from_db()
    assert mine.account_id == ada.pk


def brought(account, *, digest="a", **facts):
    from laurel.backpack.models import Import
    from laurel.foundation import clock

    usual = {
        "data": b"{}", "size": 2, "container": "json", "kind": "ob3.achievement",
        "name": "First Aid", "issuer_name": "School", "is_vouched": True,
        "standing": "valid", "holding": "proven",
        "brought_at": clock.now(), "checked_at": clock.now(),
    }  # fmt: skip
    return Import.objects.create(account=account, digest=digest * 64, **(usual | facts))


def collected(account, refs):
    from laurel.collecting import services as collecting
    from laurel.collecting.types import Facts, Visibility

    return collecting.make(
        facts=Facts(title="For a job", visibility=Visibility.PUBLIC),
        refs=refs,
        actor=people.actor(account),
    )


@pytest.mark.parametrize("seen_by", ["the one that stays", "the one that goes"])
def test_a_badge_that_both_brought_stays_in_the_collections_of_both(
    client, ada, other, seen_by
):
    """At its place and with its note; and whoever it is proven for still shows it."""
    from laurel.backpack.models import Import
    from laurel.collecting import selectors as collecting
    from laurel.collecting import services

    is_hers = seen_by == "the one that stays"
    mine = brought(ada, holding="proven" if is_hers else "another")
    theirs = brought(other, holding="another" if is_hers else "proven")
    last = brought(other, digest="b", name="Rowing")
    of_both = {ada: collected(ada, [mine.public_id])}
    of_both[other] = collected(other, [theirs.public_id, last.public_id])
    services.arrange(
        collection=of_both[other],
        order=[last.public_id, theirs.public_id],
        notes={theirs.public_id: "With the Red Cross"},
        actor=people.actor(other),
    )
    merged(ada)
    assert Import.objects.filter(account=ada).count() == 2
    of_both[other].refresh_from_db()
    first, second = collecting.contents(of_both[other]).pieces
    assert (first.held.name, second.held.name) == ("Rowing", "First Aid")
    assert second.note == "With the Red Cross"
    for collection in of_both.values():
        page = client.get(f"/c/{collection.public_id}").content.decode()
        assert "First Aid" in page
        assert "kept private" not in page


def test_collections_and_plans_of_the_same_name_are_there_twice(ada, other):
    from laurel.collecting import selectors as collecting
    from laurel.pathways import selectors as pathways
    from laurel.pathways import services as plans

    badge = badges.achievement()
    for account in (ada, other):
        collected(account, [brought(account, digest=account.email[4]).public_id])
        plans.make_plan(
            title="Next year",
            achievement_ids=[badge.public_id],
            actor=people.actor(account),
        )
    merged(ada)
    both = list(collecting.of_account(ada.pk))
    assert [(each.title, each.chosen) for each in both] == [("For a job", 1)] * 2
    assert all(len(collecting.contents(each).public) == 1 for each in both)
    assert [each.title for each in pathways.plans_of(ada.pk)] == ["Next year"] * 2
    assert all(len(pathways.items(each)) == 1 for each in pathways.plans_of(ada.pk))


@pytest.mark.parametrize("hers", ["", "North College"])
def test_the_space_that_she_chose_stays_and_else_the_other_one(ada, other, hers):
    from laurel.backpack import selectors as backpack
    from laurel.backpack import services as backpacks

    for account, space in ((ada, hers), (other, "South School")):
        backpacks.choose_space(account_id=account.pk, space=space)
    merged(ada)
    assert backpack.space_of(ada.pk) == (hers or "South School")


def test_what_goes_by_address_is_hers_as_it_was_the_others(hers, ada, other):
    """Questions for endorsements, and work handed in: asked and handed in by an address."""
    made = badges.issued(recipient_email=OTHER)
    award = awards.by_public_id(made.award_public_id)
    endorsements.ask(
        about=About(award.achievement.issuer, award=award),
        email="grace@navy.example",
        words="You saw me lead the group.",
        actor=people.actor(other),
    )
    work = evidence.sent(evidence.assigned(person=("Ada Lovelace", OTHER)))
    for address in ("/backpack/evidence", f"/mine/{award.public_id}/endorsements"):
        assert "grace@navy" not in (told := hers.get(address).content.decode())
        assert work.assignment.task.title not in told
    merged(ada)
    asked = hers.get(f"/mine/{award.public_id}/endorsements").content.decode()
    assert "grace@navy.example" in asked
    page = f"/backpack/evidence/{work.assignment.public_id}"
    assert page in hers.get("/backpack/evidence").content.decode()
    assert "I ask the quietest row first." in hers.get(page).content.decode()


def merged(ada):
    services.merge(into=ada.pk, email=OTHER, actor=people.actor(ada))
    jobs.drain()


def test_too_many_addresses_are_refused_and_nothing_is_changed(ada, other):
    for number in range(10):
        EmailAddress.objects.create(
            user=other, email=f"a{number}@home.example", verified=True
        )
    with pytest.raises(Refused, match="more than 10 addresses"):
        services.merge(into=ada.pk, email=OTHER, actor=people.actor(ada))
    assert selectors.proven_addresses(ada.pk) == [HERS]


def test_nobody_merges_with_themselves_or_with_nobody(ada):
    for address in (HERS, "nobody@home.example"):
        with pytest.raises(Refused, match="no other account"):
            services.merge(into=ada.pk, email=address, actor=people.actor(ada))


def test_a_closed_account_is_not_forgotten_with_those_nobody_proved(
    ada, other, fixed_clock
):
    import datetime as dt

    services.merge(into=ada.pk, email=OTHER, actor=people.actor(ada))
    fixed_clock.move(dt.timedelta(days=3))
    services.forget_unproven()
    assert Account.objects.filter(pk=other.pk).exists()


def test_adding_an_address_leads_back_to_where_it_was_asked_for(hers):
    answer = add(hers, "new@home.example", next="/mine/abc/def")
    where = urlsplit(answer["Location"])
    assert where.path == "/accounts/confirm-email/"
    assert parse_qs(where.query) == {"next": ["/mine/abc/def"]}
    done = hers.post(answer["Location"], {"code": newest_code("new@home.example")})
    assert done["Location"] == "/mine/abc/def"


def test_nobody_is_led_to_another_site(hers):
    answer = add(hers, "new@home.example", next="https://evil.example/")
    done = hers.post(answer["Location"], {"code": newest_code("new@home.example")})
    assert "evil.example" not in done["Location"]


def test_when_the_account_ends_the_one_that_it_took_in_does_not_hold_it(ada, other):
    services.merge(into=ada.pk, email=OTHER, actor=people.actor(ada))
    ada.delete()
    other.refresh_from_db()
    assert other.merged_into is None
