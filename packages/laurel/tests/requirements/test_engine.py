"""The engine: what is met, since when, and what is in the way."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laurel.requirements.errors import Unreadable
from laurel.requirements.services import Index, dump, evaluate, parse
from laurel.requirements.types import AllOf, AtLeast, Fact, Kind, Need, needs

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(days=400)
calm = settings(deadline=None)  # a busy machine is no finding
MOMENTS = st.integers(0, 300).map(lambda days: NOON + dt.timedelta(days=days))
SUBJECTS = st.sampled_from(["maths", "law", "ethics"])
MEASURES = st.one_of(st.none(), st.integers(0, 100).map(Decimal))


@st.composite
def plain_needs(draw):
    kind = draw(st.sampled_from(Kind))
    measured = kind in (Kind.COURSE, Kind.ATTENDANCE, Kind.PARTICIPATION)
    return Need(kind, draw(SUBJECTS), draw(MEASURES) if measured else None)


@st.composite
def timed_needs(draw):
    need = draw(plain_needs())
    since, until = sorted(draw(st.sets(MOMENTS, min_size=2, max_size=2)))
    return Need(need.kind, need.subject, need.at_least, since, until)


def groups(leaves):
    def of(items):
        some = st.lists(items, min_size=1, max_size=4).map(tuple)
        any_of = some.flatmap(
            lambda found: st.integers(1, len(found)).map(lambda n: AtLeast(n, found))
        )
        return st.one_of(some.map(AllOf), any_of)

    # Two groups inside each other at most: the limit of depth has its own test.
    return st.one_of(leaves, of(st.one_of(leaves, of(leaves))))


TREES = groups(st.one_of(plain_needs(), timed_needs()))
FACTS = st.lists(
    st.builds(
        Fact,
        kind=st.sampled_from(Kind),
        subject=SUBJECTS,
        value=st.integers(0, 100).map(Decimal),
        at=MOMENTS,
        source=st.sampled_from(["grid", "CSV"]),
        is_equivalent=st.booleans(),
        is_passed=st.one_of(st.none(), st.booleans()),
    ),
    max_size=12,
)


def fact(kind, subject, value=1, at=NOON, **more):
    return Fact(kind, subject, Decimal(value), at, "grid", **more)


@calm
@given(TREES, FACTS, FACTS)
def test_knowing_more_never_takes_away_what_was_met(tree, some, more):
    before, after = evaluate(tree, some, LATER), evaluate(tree, some + more, LATER)
    if before.is_met:
        assert after.is_met
        assert after.met_at <= before.met_at


@calm
@given(TREES, FACTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(tree, facts, random):
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert evaluate(tree, facts, LATER) == evaluate(tree, shuffled, LATER)


@calm
@given(TREES)
def test_what_is_written_down_is_read_back_the_same(tree):
    assert parse(dump(tree)) == tree


@calm
@given(TREES, FACTS)
def test_what_is_not_met_names_what_is_missing(tree, facts):
    found = evaluate(tree, facts, LATER)
    assert found.is_met == (not found.missing)
    assert {r.need for r in found.met} | {
        r.need for r in found.reasons if r.need
    } == set(needs(tree))


@calm
@given(TREES, FACTS)
def test_it_was_met_from_its_moment_on_and_not_before(tree, facts):
    met_at = evaluate(tree, facts, LATER).met_at
    if met_at is not None:
        assert evaluate(tree, facts, met_at).is_met
        assert not evaluate(tree, facts, met_at - dt.timedelta(microseconds=1)).is_met


def test_attending_without_taking_part_names_the_missing_half():
    rule = AllOf(
        (
            Need(Kind.ATTENDANCE, "data-101", Decimal(80)),
            Need(Kind.PARTICIPATION, "data-101", Decimal(100)),
        )
    )
    half = [
        fact(Kind.ATTENDANCE, "data-101", 100),
        fact(Kind.PARTICIPATION, "data-101", 60),
    ]
    found = evaluate(rule, half, LATER)
    (missing,) = found.missing
    assert not found.is_met
    assert missing.need.kind is Kind.PARTICIPATION
    assert missing.fact.value == 60
    assert evaluate(
        rule, [*half, fact(Kind.PARTICIPATION, "data-101", 100)], LATER
    ).is_met


def test_any_one_of_four_is_enough_and_is_named():
    rule = AtLeast(1, tuple(Need(Kind.ACTIVITY, name) for name in "abcd"))
    assert len(evaluate(rule, [], LATER).missing) == 4
    found = evaluate(rule, [fact(Kind.ACTIVITY, "c")], LATER)
    assert [r.need.subject for r in found.met] == ["c"]
    assert found.missing == ()


def test_an_equivalent_meets_any_measure():
    rule = Need(Kind.COURSE, "maths", Decimal(60))
    known = [fact(Kind.COURSE, "maths", 0, is_equivalent=True, note="Oxford, 1843")]
    assert evaluate(rule, known, LATER).reasons[0].fact.note == "Oxford, 1843"
    assert evaluate(rule, known, LATER).is_met


@pytest.mark.parametrize(
    ("value", "is_passed", "is_met"),
    [(1, None, True), (0, None, False), (45, False, False), (0, True, True)],
)
def test_without_a_measure_passing_is_enough(value, is_passed, is_met):
    known = [fact(Kind.COURSE, "maths", value, is_passed=is_passed)]
    assert evaluate(Need(Kind.COURSE, "maths"), known, LATER).is_met is is_met


@pytest.mark.parametrize(
    ("day", "is_met"), [(0, False), (1, True), (9, True), (10, False)]
)
def test_a_window_counts_its_first_moment_and_not_its_end(day, is_met):
    window = Need(
        Kind.HELD,
        "completed",
        since=NOON + dt.timedelta(days=1),
        until=NOON + dt.timedelta(days=10),
    )
    known = [fact(Kind.HELD, "completed", at=NOON + dt.timedelta(days=day))]
    assert evaluate(window, known, LATER).is_met is is_met


def test_what_is_recorded_for_tomorrow_does_not_count_today():
    tomorrow = [fact(Kind.HELD, "x", at=NOON + dt.timedelta(days=1))]
    assert not evaluate(Need(Kind.HELD, "x"), tomorrow, NOON).is_met


def test_one_new_fact_moves_only_the_rules_that_ask_about_it():
    index = Index(
        {
            "both": AllOf((Need(Kind.COURSE, "maths"), Need(Kind.COURSE, "law"))),
            "seat": Need(Kind.ATTENDANCE, "law", Decimal(80)),
            "other": Need(Kind.HELD, "ethics"),
        }
    )
    assert index.asking("law") == ("both", "seat")
    assert index.asking("law", Kind.ATTENDANCE) == ("seat",)
    assert index.asking("music") == ()


def deep(levels):
    found = {"kind": "held", "subject": "x"}
    for _ in range(levels):
        found = {"all": [found]}
    return found


def course(**more):
    return {"kind": "course", "subject": "maths", **more}


@pytest.mark.parametrize(
    ("stored", "path"),
    [
        (None, "requirement"),
        ([], "requirement"),
        ("course", "requirement"),
        ({}, "requirement"),
        ({"all": []}, "requirement.all"),
        ({"all": {}}, "requirement.all"),
        ({"all": [course()], "of": []}, "requirement"),
        ({"of": [course()]}, "requirement.at_least"),
        ({"of": [course()], "at_least": 0}, "requirement.at_least"),
        ({"of": [course()], "at_least": 2}, "requirement.at_least"),
        ({"of": [course()], "at_least": True}, "requirement.at_least"),
        ({"all": [course(), {"of": [3]}]}, "requirement.all[1].of[0]"),
        ({"all": [course(), {"kind": "tea"}]}, "requirement.all[1].kind"),
        ({"kind": ["course"]}, "requirement.kind"),
        ({"kind": "course"}, "requirement.subject"),
        (course(subject="  "), "requirement.subject"),
        (course(subject="x" * 501), "requirement.subject"),
        (course(subject="a\nb"), "requirement.subject"),
        (course(at_least="NaN"), "requirement.at_least"),
        (course(at_least="Infinity"), "requirement.at_least"),
        (course(at_least="-1"), "requirement.at_least"),
        (course(at_least="1e9999999"), "requirement.at_least"),
        (course(at_least="1e-99999"), "requirement.at_least"),
        (course(at_least="6" * 600), "requirement.at_least"),
        (course(at_least=10**5000), "requirement.at_least"),
        (course(at_least=59.5), "requirement.at_least"),
        (course(at_least=True), "requirement.at_least"),
        (
            {"kind": "attendance", "subject": "x", "at_least": "101"},
            "requirement.at_least",
        ),
        ({"kind": "held", "subject": "x", "at_least": "1"}, "requirement.at_least"),
        (course(since="2026-03-01"), "requirement.since"),
        (course(since="0001-01-01T00:00:00+14:00"), "requirement.since"),
        (course(until=7), "requirement.until"),
        (
            course(
                since="2026-03-02T00:00:00+00:00", until="2026-03-01T00:00:00+00:00"
            ),
            "requirement.until",
        ),
        (course(note="hello"), "requirement"),
        (deep(8), "requirement" + ".all[0]" * 8),
        (deep(900), "requirement" + ".all[0]" * 8),
        ({"all": [course()] * 200}, "requirement.all[199]"),
        ({"all": [course()] * 1_000_000}, "requirement.all[199]"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(stored, path):
    with pytest.raises(Unreadable) as refused:
        parse(stored)
    assert refused.value.path == path
    assert len(refused.value.message) < 300


def test_the_largest_rules_are_read():
    parse(deep(7))
    parse({"all": [course()] * 199})


@calm
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["all", "of", "at_least", "kind", "subject", "since"])
                | st.text(),
                inner,
            )
        ),
    )
)
def test_any_json_is_read_or_refused(stored):
    try:
        found = parse(stored)
    except Unreadable:
        return
    assert parse(dump(found)) == found
