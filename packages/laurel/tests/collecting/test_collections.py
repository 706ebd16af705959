"""Collections: what is in them, who may see them, when their links end."""

import datetime as dt

import pytest
from laurel.collecting import access, privacy, selectors, services, types
from laurel.collecting.errors import LinkOver, NotFound, Refused
from laurel.collecting.models import Collection, CollectionItem, CollectionLink
from laurel.collecting.types import Facts, Rule, RuleKind, Visibility
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.foundation.people import Person

from packages.laurel.tests.factories import badges

ADA = "ada@lovelace.example"
TITLE = Facts(title="Leadership skills")


def make(ada, *, facts=TITLE, refs=None):
    return services.make(
        facts=facts, refs=ada.refs if refs is None else refs, actor=ada.actor
    )


def names(collection):
    return [piece.held.name for piece in selectors.contents(collection).public]


def test_chosen_badges_stand_in_the_order_in_which_they_were_chosen(ada):
    made = make(ada, refs=[ada.refs[2], ada.refs[0], ada.refs[2]])
    assert names(made) == ["Data Stories", "Leadership Foundations"]
    assert EventRecord.objects.filter(name="collection.made").count() == 1


def test_a_collection_has_a_title(ada):
    for title in ("  ", "x" * 101, "two\nlines"):
        with pytest.raises(Refused) as refused:
            make(ada, facts=Facts(title=title))
        assert refused.value.field == "title"
    assert not Collection.objects.exists()


def test_purpose_and_note_are_bounded(ada):
    with pytest.raises(Refused, match="501 characters long; 500 fit"):
        make(ada, facts=Facts(title="Skills", purpose="x" * 501))
    made = make(ada)
    with pytest.raises(Refused) as refused:
        services.arrange(
            collection=made,
            order=[],
            notes={ada.refs[1]: "x" * 501},
            actor=ada.actor,
        )
    assert refused.value.field == f"note-{ada.refs[1]}"


def test_only_own_badges_can_be_collected(ada):
    another = badges.issued(recipient_email="mary@somerville.example")
    with pytest.raises(Refused, match="not in your backpack"):
        make(ada, refs=[*ada.refs, another.award_public_id])
    assert not Collection.objects.exists()


def test_there_are_limits(ada, monkeypatch):
    monkeypatch.setattr(types, "MOST_ITEMS", 2)
    with pytest.raises(Refused, match="at most 2 badges"):
        make(ada)
    made = make(ada, refs=ada.refs[:2])
    with pytest.raises(Refused, match="at most 2 badges"):
        services.add(collection=made, refs=ada.refs[2:], actor=ada.actor)
    monkeypatch.setattr(types, "MOST_COLLECTIONS", 1)
    with pytest.raises(Refused, match="Delete one first"):
        make(ada, refs=[])
    monkeypatch.setattr(types, "MOST_LINKS", 0)
    with pytest.raises(Refused, match="End one first"):
        link_to(made, ada)


def test_order_and_notes_are_set_together(ada):
    made = make(ada)
    first, second, third = ada.refs
    services.arrange(
        collection=made,
        order=[third, first, "not-in-it"],
        notes={first: "A term of leading a group."},
        actor=ada.actor,
    )
    pieces = selectors.contents(made).pieces
    assert [piece.held.ref for piece in pieces] == [third, first, second]
    assert [piece.note for piece in pieces] == ["", "A term of leading a group.", ""]


def test_what_is_taken_out_is_gone_and_can_come_back(ada):
    made = make(ada)
    services.take_out(collection=made, ref=ada.refs[0], actor=ada.actor)
    assert names(made) == ["Applied Data Analytics", "Data Stories"]
    with pytest.raises(NotFound):
        services.take_out(collection=made, ref=ada.refs[0], actor=ada.actor)
    services.add(collection=made, refs=ada.refs, actor=ada.actor)
    assert names(made)[-1] == "Leadership Foundations"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(RuleKind.ISSUER, "Kōwhai Academy"), {"Data Stories", "Urban Ecology"}),
        (Rule(RuleKind.SKILL, "Ecology"), {"Urban Ecology"}),
    ],
)
def test_a_rule_lets_it_grow_by_itself(ada, rule, expected):
    made = make(ada, facts=Facts(title="Growing", rule=rule), refs=[])
    before = set(names(made))
    academy = ada.credentials[2].issuer
    from laurel.achievements.types import Skill

    badges.issued(
        badges.achievement(
            academy,
            name="Urban Ecology",
            skills=(Skill("Ecology", "https://skills.example/ecology"),),
        ),
        recipient_email="Ada@Lovelace.EXAMPLE",
    )
    assert before == expected - {"Urban Ecology"}
    assert set(names(made)) == expected


def test_a_space_is_a_rule_too(ada):
    space = selectors.contents(make(ada, refs=ada.refs[2:])).pieces[0].held.space
    made = make(
        ada, facts=Facts(title="All", rule=Rule(RuleKind.SPACE, space)), refs=[]
    )
    assert "Data Stories" in names(made)
    assert Rule(RuleKind.SPACE, space) in selectors.choices(ada.account.pk)


def test_what_is_taken_out_stays_out_of_a_growing_collection(ada):
    rule = Rule(RuleKind.ISSUER, "North College")
    made = make(ada, facts=Facts(title="Growing", rule=rule), refs=[])
    services.take_out(collection=made, ref=ada.refs[0], actor=ada.actor)
    assert names(made) == ["Applied Data Analytics"]
    services.change(collection=made, facts=TITLE, actor=ada.actor)
    assert names(Collection.objects.get()) == []


def test_what_the_rule_added_can_be_arranged(ada):
    rule = Rule(RuleKind.ISSUER, "North College")
    made = make(ada, facts=Facts(title="Growing", rule=rule), refs=[])
    services.arrange(collection=made, order=ada.refs[:2], notes={}, actor=ada.actor)
    assert names(made) == ["Leadership Foundations", "Applied Data Analytics"]


def test_badges_stand_as_they_stand_now(ada):
    made = make(ada)
    credentials.revoke(
        credential=ada.credentials[0],
        reason=RevocationReason.OTHER,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    standing = [p.held.standing for p in selectors.contents(made).public]
    assert standing == ["revoked", "valid", "valid"]


def test_badges_leave_with_their_address(ada):
    from allauth.account.models import EmailAddress

    made = make(ada)
    EmailAddress.objects.filter(email=ADA).update(verified=False)
    assert names(made) == []
    services.arrange(collection=made, order=[], notes={}, actor=ada.actor)
    EmailAddress.objects.filter(email=ADA).update(verified=True)
    assert len(names(made)) == 3


def test_badges_that_were_put_away_are_in_no_collection(ada):
    from laurel.backpack import services as backpack
    from laurel.backpack.types import Reason

    made = make(ada)
    growing = make(
        ada,
        facts=Facts(title="All", rule=Rule(RuleKind.ISSUER, "North College")),
        refs=[],
    )
    backpack.put_away(
        account_id=ada.account.pk,
        award_public_id=ada.refs[0],
        reason=Reason.NOT_MINE,
        actor=ada.actor,
    )
    assert "Leadership Foundations" not in names(made)
    assert "Leadership Foundations" not in names(growing)


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.UNLISTED])
def test_whoever_has_the_link_gets_to_it(ada, visibility):
    made = make(ada, facts=Facts(title="Skills", visibility=visibility))
    opened = selectors.opened(made.public_id)
    assert (opened.collection, opened.link) == (made, None)


def test_a_private_one_is_not_there_for_anybody(ada):
    made = make(ada, facts=Facts(title="Skills", visibility=Visibility.PRIVATE))
    with pytest.raises(NotFound):
        selectors.opened(made.public_id)
    with pytest.raises(NotFound):
        selectors.opened("1" * 22)


def link_to(made, ada, **facts):
    return services.make_link(
        collection=made,
        actor=ada.actor,
        **{
            "purpose": "Analyst, Brightwater",
            "ends_on": dt.date(2026, 11, 30),
            **facts,
        },
    )


def test_a_link_opens_a_private_collection_until_its_last_day(ada, fixed_clock):
    made = make(ada, facts=Facts(title="Skills", visibility=Visibility.PRIVATE))
    link = link_to(made, ada)
    fixed_clock.move(dt.timedelta(days=9))
    assert selectors.opened(link.token).collection == made
    fixed_clock.move(dt.timedelta(days=1))
    with pytest.raises(LinkOver):
        selectors.opened(link.token)


def test_a_link_ends_when_its_holder_says_so(ada, fixed_clock):
    link = link_to(make(ada), ada)
    services.end_link(link=link, actor=ada.actor)
    with pytest.raises(LinkOver):
        selectors.opened(link.token)
    with pytest.raises(Refused, match="over already"):
        services.end_link(link=link, actor=ada.actor)


def test_a_link_says_nothing_of_the_other_address(ada, fixed_clock):
    made = make(ada)
    link = link_to(made, ada)
    assert selectors.opened(link.token).public_id == link.token
    assert made.public_id not in link.token


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"purpose": " "}, "purpose"),
        ({"purpose": "x" * 101}, "purpose"),
        ({"ends_on": dt.date(2026, 11, 20)}, "ends_on"),
        ({"ends_on": dt.date(2027, 11, 23)}, "ends_on"),
    ],
)
def test_a_link_needs_a_purpose_and_a_day(ada, fixed_clock, facts, field):
    with pytest.raises(Refused) as refused:
        link_to(make(ada), ada, **facts)
    assert refused.value.field == field


def test_openings_are_counted(ada, fixed_clock):
    link = link_to(make(ada), ada)
    services.note_opened(link=link)
    services.note_opened(link=link)
    link.refresh_from_db()
    assert link.opened == 2


def test_nobody_else_gets_at_it(ada, somebody, fixed_clock):
    made = make(ada)
    link = link_to(made, ada)
    assert access.for_holder(ada.actor, made.public_id) == made
    assert access.link_for_holder(ada.actor, made.public_id, link.token) == link
    for actor in (somebody, SYSTEM):
        with pytest.raises(NotFound):
            access.for_holder(actor, made.public_id)
        with pytest.raises(NotFound):
            access.link_for_holder(actor, made.public_id, link.token)


def test_deleted_is_deleted(ada, fixed_clock):
    made = make(ada)
    link = link_to(made, ada)
    services.delete(collection=made, actor=ada.actor)
    for address in (made.public_id, link.token):
        with pytest.raises(NotFound):
            selectors.opened(address)
    with pytest.raises(NotFound):
        services.add(collection=made, refs=[], actor=ada.actor)


def test_a_title_is_suggested_from_what_the_badges_share(ada):
    held = [piece.held for piece in selectors.contents(make(ada)).pieces]
    assert selectors.suggested_title(held) == "Data analysis"
    alone = [
        type(each)(**{f: getattr(each, f) for f in each.__slots__} | {"skills": ()})
        for each in held
    ]
    assert selectors.suggested_title(alone[:2]) == "Badges from North College"
    assert selectors.suggested_title(alone) == ""


def test_everything_kept_can_be_taken_along_and_erased(ada, somebody, fixed_clock):
    made = make(ada)
    services.arrange(
        collection=made, order=[], notes={ada.refs[0]: "Mine."}, actor=ada.actor
    )
    link_to(made, ada)
    person = Person(account_id=ada.account.pk, keys=frozenset({ADA}))
    other = Person(account_id=somebody.account_id, keys=frozenset())
    (kept,) = privacy.export(person)
    assert kept.rows[0]["title"] == "Leadership skills"
    assert kept.rows[0]["badges"][0]["note"] == "Mine."
    assert kept.rows[0]["links"][0]["purpose"] == "Analyst, Brightwater"
    assert privacy.export(other) == ()
    assert privacy.erase(other) == 0
    assert privacy.erase(person) == 5
    assert not CollectionItem.objects.exists()
    assert not CollectionLink.objects.exists()
    assert privacy.export(Person(account_id=None, keys=frozenset())) == ()
