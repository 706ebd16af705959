"""The table whose cells are corrected in place."""

from django.template.loader import render_to_string
from laurel.sites.console.grid import Cell, Grid, GridRow, Outcome

GRID = Grid(
    caption="People to award",
    columns=("Name", "Email"),
    rows=(
        GridRow(
            2, (Cell("r2-name", "Name", "Ada"), Cell("r2-email", "Email", "a@b.c"))
        ),
        GridRow(
            3,
            (
                Cell("r3-name", "Name", "<Mary>", Outcome.LOOK, "Is this a name?"),
                Cell(
                    "r3-email", "Email", "mary@", Outcome.WRONG, "No ending.", "m@b.c"
                ),
            ),
        ),
    ),
)


def test_the_worst_cell_decides_about_its_row():
    assert [row.outcome for row in GRID.rows] == [Outcome.READY, Outcome.WRONG]
    assert (GRID.ready, GRID.look, GRID.wrong) == (1, 0, 1)
    assert GRID.first_wrong == "r3-email"


def test_every_cell_is_an_input_with_its_reason_and_its_cure():
    page = render_to_string("console/parts/grid.html", {"grid": GRID})
    assert 'name="r2-name" id="r2-name" value="Ada" aria-label="Name, row 2"' in page
    assert 'value="&lt;Mary&gt;"' in page
    assert 'aria-describedby="r3-email_reason" aria-invalid="true"' in page
    assert 'name="cure" value="r3-email">Use m@b.c<' in page
    assert page.count("Must be corrected") == 1


def test_a_row_may_say_its_own_word():
    row = GridRow(2, GRID.rows[0].cells, word="Has it already", status="superseded")
    assert row.pill == ("superseded", "Has it already")
