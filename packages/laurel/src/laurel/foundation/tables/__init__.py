"""Tables that people bring: CSV of any kind, XLSX, cells pasted from a spreadsheet.

`read` makes a `Table` of text of any of them, or says what is wrong and in which cell; `guess`
finds the columns that are wanted; `date` reads days; `write` makes a CSV file for spreadsheets.
"""

from laurel.foundation.tables.columns import guess
from laurel.foundation.tables.dates import (
    AmbiguousDate,
    NoDate,
    Order,
    date,
    order_of,
)
from laurel.foundation.tables.periods import Period, period
from laurel.foundation.tables.reading import read
from laurel.foundation.tables.synonyms import SYNONYMS
from laurel.foundation.tables.types import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Facts,
    Kind,
    Row,
    Table,
    Unreadable,
    letter,
)
from laurel.foundation.tables.writing import line, pieces, write

__all__ = [
    "MAX_BYTES",
    "MAX_CELL",
    "MAX_COLUMNS",
    "MAX_ROWS",
    "SYNONYMS",
    "AmbiguousDate",
    "Facts",
    "Kind",
    "NoDate",
    "Order",
    "Period",
    "Row",
    "Table",
    "Unreadable",
    "date",
    "guess",
    "letter",
    "line",
    "order_of",
    "period",
    "pieces",
    "read",
    "write",
]
