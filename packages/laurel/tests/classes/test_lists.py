"""Lists of learners and results: looked at first, then taken over."""

from decimal import Decimal

import pytest
from laurel.classes import selectors, services
from laurel.classes.errors import AlreadyApplied, ChangedMeanwhile, Refused, WrongCells
from laurel.classes.types import Field, Typed
from laurel.foundation import tables
from laurel.foundation.actors import SYSTEM
from laurel.programs import selectors as programs

from packages.laurel.tests.factories import classes, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(fixed_clock):
    return classes.class_of(learners=(classes.ADA,))


def bring(found, text, **more):
    table = tables.read(text.encode())
    return services.bring(found=found, table=table, actor=SYSTEM, **more)


def take_over(brought):
    expected = len(selectors.plan(brought).changes)
    return services.apply(found=brought, expected=expected, actor=SYSTEM)


def results_of(found, person):
    enrolment = selectors.enrolments(found).get(learner__key=person.email)
    return {
        result.course.name: result
        for (_, _), result in selectors.results([enrolment]).items()
    }


GRADES = """Name,E-mail,Data Literacy,Statistics,Statistics attendance,Shoe size
Ada Lovelace,Ada@Example.org,81.5,passed,90%,38
Grace Hopper,grace@example.org,,not passed,absent,40
"""


def test_a_list_is_looked_at_and_then_enrols_and_records(found):
    brought = bring(found, GRADES)
    plan = selectors.plan(brought)
    assert (plan.added, plan.same, len(plan.changes)) == (1, 1, 5)
    assert (plan.changes[0].before, plan.changes[0].after) == ("", "81.5")
    assert selectors.results(selectors.enrolments(found)) == {}
    take_over(brought)
    ada = results_of(found, classes.ADA)
    assert (ada["Data Literacy"].grade, ada["Data Literacy"].is_final) == (
        Decimal("81.5"),
        True,
    )
    assert (ada["Statistics"].passed, ada["Statistics"].attendance) == (True, 90)
    grace = results_of(found, classes.GRACE)
    assert (grace["Statistics"].passed, grace["Statistics"].attendance) == (False, 0)
    assert set(grace) == {"Statistics"}
    with pytest.raises(AlreadyApplied):
        take_over(brought)


def test_a_wrong_cell_is_named_and_the_rest_is_taken(found):
    brought = bring(found, GRADES.replace("81.5", "eighty"))
    (fault,) = brought.faults
    assert fault == (
        "Row 2, column C “Data Literacy”: “eighty” is not a grade such as 72, or “passed” or "
        "“not passed”."
    )
    take_over(brought)
    assert set(results_of(found, classes.ADA)) == {"Statistics"}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Ada,no address,1", "Row 2, column B “E-mail”: “no address” is no e-mail"),
        (",ada@example.org,1", "Row 2, column A “Name”: The name is missing."),
        ("Ada,ada@example.org,101", "Write a percentage between 0 and 100"),
    ],
)
def test_faults_name_the_cell(found, row, fault):
    text = f"Name,E-mail,Statistics attendance\n{row}\nB,b@example.org,1\n"
    assert fault in bring(found, text).faults[0]


def test_who_stands_there_twice_is_named(found):
    text = "Name,E-mail\nAda,ada@example.org\nAda L,ADA@example.org\n"
    assert "Row 3" in bring(found, text).faults[0]


def test_an_attendance_list_is_one_column_for_a_chosen_course(found):
    text = "Name\tE-mail\tPresent\nAda Lovelace\tada@example.org\tyes\n"
    with pytest.raises(Refused, match=r"Column C “Present” names no course"):
        bring(found, text)
    course = programs.courses(found.program)[1]
    take_over(bring(found, text, only=course))
    assert results_of(found, classes.ADA)["Statistics"].attendance == 100


def test_grades_of_a_list_may_be_kept_open(found):
    take_over(bring(found, GRADES, is_final=False))
    assert results_of(found, classes.ADA)["Data Literacy"].verdict is None


def test_what_changed_meanwhile_has_to_be_looked_at_again(found):
    brought = bring(found, GRADES)
    course = programs.courses(found.program)[0]
    classes.record(found, course, grade=Decimal("81.5"), is_final=True)
    with pytest.raises(ChangedMeanwhile):
        services.apply(found=brought, expected=5, actor=SYSTEM)
    assert selectors.enrolments(found).count() == 1


def test_an_empty_cell_takes_nothing_away(found):
    classes.record(found, programs.courses(found.program)[0])
    brought = bring(found, "Name,E-mail,Data Literacy\nAda,ada@example.org,\n")
    take_over(brought)
    assert results_of(found, classes.ADA)["Data Literacy"].grade == 72


def test_a_column_of_addresses_is_needed(found):
    with pytest.raises(Refused, match="E-mail"):
        bring(found, "Name,Data Literacy\nAda,80\n")


def test_cells_of_the_grid_are_read_as_lists_are(found):
    enrolment = selectors.enrolments(found).get()
    first, second, _ = programs.courses(found.program)
    typed = [
        Typed(enrolment.pk, first.pk, "72,5"),
        Typed(enrolment.pk, second.pk, "soso"),
    ]

    def record():
        return services.record_cells(
            found=found, field=Field.GRADE, typed=typed, is_final=True, actor=SYSTEM
        )

    with pytest.raises(WrongCells) as error:
        record()
    assert set(error.value.faults) == {(enrolment.pk, second.pk)}
    assert results_of(found, classes.ADA) == {}
    typed.pop()
    assert record() == 1
    assert results_of(found, classes.ADA)["Data Literacy"].grade == Decimal("72.5")
    typed[0] = Typed(enrolment.pk, first.pk, "")
    assert record() == 1
    assert results_of(found, classes.ADA)["Data Literacy"].grade is None


def test_learners_come_again_from_an_earlier_class(found):
    following = classes.class_of(found.program, learners=(classes.GRACE,))
    enrolled = services.enrol_again(found=following, earlier=found, actor=SYSTEM)
    assert (enrolled.added, enrolled.same) == (1, 0)
    assert services.enrol_again(found=following, earlier=found, actor=SYSTEM).same == 1


def test_nobody_comes_from_another_organizations_class(found):
    other = classes.class_of(classes.program(people.organization("Other")[0]))
    with pytest.raises(Refused):
        services.enrol_again(found=found, earlier=other, actor=SYSTEM)
