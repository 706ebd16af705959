"""1EdTech CASE 1.0 (and 1.1): a CFPackage as JSON.

It is read in a child process with limits: twenty megabytes of JSON are two hundred of objects.
"""

import json
import sys
from typing import Any

from laurel.foundation import children
from laurel.frameworks import rules
from laurel.frameworks.errors import NotAFramework
from laurel.frameworks.types import ReadFramework, ReadItem

SECONDS = 30.0
MEMORY_BYTES = 1024 * 1024 * 1024
_READ = "from laurel.frameworks import case; case.answer()"
_BROKEN = (
    "The file is not a CASE package that can be read: its JSON is broken or too large."
)


def read(data: bytes) -> ReadFramework:
    """The framework in a CASE package.

    Raises:
        NotAFramework: not one, or an item lacks what is needed; the message names it.
    """
    try:
        answer = children.run(
            _READ, data=data, seconds=SECONDS, memory_bytes=MEMORY_BYTES
        )
    except children.TookTooLong:
        raise NotAFramework("The file takes too long to read.") from None
    except children.Died as error:
        raise NotAFramework(_BROKEN) from error
    said: dict[str, Any] = json.loads(answer)
    if problem := said.get("problem"):
        raise NotAFramework(problem)
    items = tuple(ReadItem(**item) for item in said.pop("items"))
    return ReadFramework(**said, items=items)


# --- in the child ----------------------------------------------------------------------


def answer() -> None:
    """Read a package from standard input and write the framework in it, as JSON."""
    try:
        said = _package(json.loads(sys.stdin.buffer.read()))
    except NotAFramework as error:
        said = {"problem": error.message}
    except (ValueError, RecursionError):
        said = {"problem": _BROKEN}
    sys.stdout.write(json.dumps(said))


def _package(package: Any) -> dict[str, Any]:
    document = package.get("CFDocument") if isinstance(package, dict) else None
    items = package.get("CFItems") if isinstance(package, dict) else None
    if not isinstance(document, dict) or not isinstance(items, list):
        raise NotAFramework(
            "This JSON is not a CASE package: it has no CFDocument with CFItems beside it."
        )
    if not items:
        raise NotAFramework("The package has no items.")
    if len(items) > rules.MAX_ITEMS:
        raise NotAFramework(
            f"The package has {len(items):,} items; at most {rules.MAX_ITEMS:,} fit."
        )
    name = rules.one_line(_text(document, "title"), rules.MAX_NAME)
    identifier = _text(document, "identifier") or _text(document, "uri")
    if not name or not identifier:
        raise NotAFramework("The CFDocument needs a title and an identifier.")
    language = rules.one_line(_text(document, "language"), rules.MAX_LANGUAGE)
    read = [_item(number, item, language) for number, item in enumerate(items, 1)]
    seen: set[str] = set()
    for number, item in enumerate(read, 1):
        if item["identifier"] in seen:
            raise NotAFramework(
                f"Item {number:,}: its identifier is that of another item, too."
            )
        seen.add(item["identifier"])
    url = _text(document, "officialSourceURL") or _text(document, "uri")
    return {
        "identifier": rules.one_line(identifier, rules.MAX_URL),
        "name": name,
        "url": url if rules.is_web_address(url) else "",
        "publisher": rules.one_line(_text(document, "creator"), rules.MAX_NAME),
        "edition": rules.one_line(_text(document, "version"), rules.MAX_CODE),
        "language": language,
        "items": read,
    }


def _item(number: int, item: Any, language: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise NotAFramework(f"Item {number:,} is not an object.")
    code = rules.one_line(_text(item, "humanCodingScheme"), rules.MAX_CODE)
    called = f"Item {number:,}" + (f" ({code})" if code else "")
    statement = rules.prose(_text(item, "fullStatement"), rules.MAX_STATEMENT)
    label = _text(item, "abbreviatedStatement") or statement
    if not label.strip():
        raise NotAFramework(f"{called} has no fullStatement.")
    url, identifier = _text(item, "uri"), _text(item, "identifier")
    if not rules.is_web_address(url):
        raise NotAFramework(
            f"{called} needs a `uri` that begins with https:// or http://."
        )
    return {
        "identifier": rules.one_line(identifier or url, rules.MAX_URL),
        "label": rules.one_line(label, rules.MAX_LABEL),
        "url": url,
        "code": code,
        "statement": statement,
        "language": rules.one_line(
            _text(item, "language") or language, rules.MAX_LANGUAGE
        ),
        "type": rules.one_line(_text(item, "CFItemType"), rules.MAX_TYPE),
        "is_case": True,
    }


def _text(where: dict[str, Any], key: str) -> str:
    value = where.get(key)
    return value.strip() if isinstance(value, str) else ""
