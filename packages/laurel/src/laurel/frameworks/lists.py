"""ESCO's own files, and every other table of skills that has names and addresses."""

import re
from collections.abc import Mapping
from typing import Final

from laurel.foundation import tables
from laurel.frameworks import rules
from laurel.frameworks.errors import NotAFramework
from laurel.frameworks.types import ReadFramework, ReadItem

# The first of each is ESCO's own title.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "label": ("preferredLabel", "name", "title", "skill", "competency", "label"),
    "url": ("conceptUri", "uri", "url", "address", "link", "web address", "id"),
    "code": ("code", "notation", "humanCodingScheme", "number"),
    "statement": ("description", "definition", "statement", "fullStatement"),
    "other_names": ("altLabels", "alternative labels", "synonyms", "other names"),
    "type": ("skillType", "type", "conceptType"),
}
ESCO = "http://data.europa.eu/esco/"
_LANGUAGE = re.compile(r"_([a-z]{2,3})\.(?:csv|xlsx)\Z", re.IGNORECASE)


def read(data: bytes, *, name: str) -> ReadFramework:
    """The framework in a table.

    Raises:
        NotAFramework: a column is missing, or a row lacks what is needed; the message names it.
        Refused: it is no table at all.
    """
    table = tables.read(data, name=name, most_bytes=rules.MAX_BYTES)
    found = tables.guess(table.header, COLUMNS)
    for field, wanted in (("label", "the names"), ("url", "the web addresses")):
        if field not in found:
            raise NotAFramework(
                f"There is no column for {wanted} of the skills "
                f"(for example “{COLUMNS[field][0]}”)."
            )
    if len(table.rows) > rules.MAX_ITEMS:
        raise NotAFramework(
            f"There are {len(table.rows):,} rows; at most {rules.MAX_ITEMS:,} fit."
        )
    language = match[1].lower() if (match := _LANGUAGE.search(name)) else ""
    items: dict[str, ReadItem] = {}
    for row in table.rows:
        item = _item(table, row, found, language)
        if item.identifier in items:
            place = table.place(row, found["url"])
            raise NotAFramework(f"{place}: another row has this address, too.")
        items[item.identifier] = item
    is_esco = all(item.url.startswith(ESCO) for item in items.values())
    return ReadFramework(
        identifier=f"{ESCO}#{language}"
        if is_esco
        else rules.one_line(f"table:{name}", rules.MAX_URL),
        name="ESCO"
        if is_esco
        else rules.one_line(name.rpartition(".")[0] or name, rules.MAX_NAME),
        url="https://esco.ec.europa.eu/" if is_esco else "",
        publisher="European Commission" if is_esco else "",
        language=language,
        items=tuple(items.values()),
    )


def _item(
    table: tables.Table, row: tables.Row, found: Mapping[str, int], language: str
) -> ReadItem:
    def said(field: str) -> str:
        return row.cells[found[field]] if field in found else ""

    label, url = rules.one_line(said("label"), rules.MAX_LABEL), said("url")
    if not label:
        raise NotAFramework(f"{table.place(row, found['label'])}: the name is missing.")
    if not rules.is_web_address(url):
        raise NotAFramework(
            f"{table.place(row, found['url'])}: a web address that begins with https:// "
            "or http:// is missing."
        )
    return ReadItem(
        identifier=url,
        label=label,
        url=url,
        code=rules.one_line(said("code"), rules.MAX_CODE),
        statement=rules.prose(said("statement"), rules.MAX_STATEMENT),
        other_names=rules.prose(said("other_names"), rules.MAX_OTHER_NAMES),
        language=language,
        type=rules.one_line(said("type"), rules.MAX_TYPE),
    )


def looks_like_json(data: bytes) -> bool:
    """Whether it begins as JSON does, and tables do not."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
