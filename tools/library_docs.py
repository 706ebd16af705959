"""Makes the pages of obkit's documentation that follow from its code.

`make docs` writes them; a test fails when they are not current.
"""

import enum
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from obkit.cli.cures import cure_of
from obkit.verify import REASONS

DOCS = Path(__file__).parents[1] / "packages/obkit/docs"
_MADE = "<!-- Made by `make docs` from the code; change it there. -->"
MODULES = ("obkit.verify", "obkit.issue", "obkit.keys", "obkit.resolve", "obkit.baking")
MODULES += ("obkit.status", "obkit.proofs", "obkit.errors")
_FAMILIES = {
    "check": "In general",
    "input": "What was handed in",
    "document": "The document",
    "proof": "The signature",
    "hosted": "Hosted badges (Open Badges 2.0)",
    "issuer": "The issuer",
    "status": "Revocation and status",
    "validity": "Times",
    "recipient": "The recipient",
    "trust": "Trust",
    "image": "Pictures",
    "baking": "Baking",
    "json": "JSON",
    "jwt": "Signed tokens",
    "key": "Keys",
    "method": "Where keys are published",
    "fetch": "Fetching",
}
_REST = "Other"


def reasons() -> str:
    """The page of reason codes: each with cause and cure."""
    lines = [
        "# The reasons of a report",
        "",
        _MADE,
        "",
        "Every check of a report has a reason: a code that does not change, for programs and",
        "translations. Whether the check passed is its *outcome*; the code says why.",
    ]
    titles = dict.fromkeys([*_FAMILIES.values(), _REST])
    for title in titles:
        codes = [code for code in REASONS if _title(code) == title]
        if codes:
            lines += [
                "",
                f"## {title}",
                "",
                "| Code | Cause | Cure |",
                "| --- | --- | --- |",
            ]
            lines += [
                f"| `{code}` | {REASONS[code]} | {cure_of(code)} |" for code in codes
            ]
    return "\n".join(lines) + "\n"


def _title(code: str) -> str:
    return _FAMILIES.get(code.partition(".")[0], _REST)


def api() -> str:
    """The page of public names, from signatures and docstrings."""
    lines = ["# The public names", "", _MADE, ""]
    lines += ["What is not on this page may change from one version to the next.", ""]
    lines += _docstring(importlib.import_module("obkit"))
    for name in MODULES:
        lines += list(_module(importlib.import_module(name)))
    return "\n".join(lines).rstrip() + "\n"


def _module(module: ModuleType) -> Iterator[str]:
    yield f"## `{module.__name__}`"
    yield ""
    yield from _docstring(module)
    names = getattr(module, "__all__", None) or [
        name
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__
    ]
    for name in names:
        yield from _entry(name, getattr(module, name))


def _entry(name: str, value: Any) -> Iterator[str]:
    if inspect.ismodule(value):
        yield f"### `{name}`"
        yield ""
        yield (inspect.getdoc(value) or "").splitlines()[0]
        yield ""
        return
    if not (inspect.isclass(value) or callable(value)):
        return  # a constant: its name says it
    yield f"### `{name}`"
    yield ""
    if inspect.isclass(value) and issubclass(value, enum.Enum):
        members = ", ".join(f"`{member.name}`" for member in value)
        yield from (*_docstring(value), f"Members: {members}.", "")
        return
    if is_dataclass(value) or inspect.isfunction(value):
        yield from ("```text", _signature(name, value), "```", "")
    yield from _docstring(value)
    if inspect.isclass(value):
        for method, function in _methods(value):
            yield f"- `{_signature(method, function, sep=' ')}`: {_first_line(function)}"
        yield ""


def _methods(value: type) -> Iterator[tuple[str, Any]]:
    for name, member in vars(value).items():
        if name.startswith("_"):
            continue
        function = getattr(member, "__func__", member)
        if inspect.isfunction(function) and inspect.getdoc(function):
            yield name, function


def _signature(name: str, value: Any, *, sep: str = "\n") -> str:
    signature = inspect.signature(value)
    # `self` and `cls` are nothing that a caller writes.
    parts = [p for p in signature.parameters.values() if p.name not in ("self", "cls")]
    text = str(signature.replace(parameters=parts))
    text = re.sub(r"<factory>", "…", text)
    text = re.sub(r"(?<![\w.])(?:[a-z_]\w*\.)+(?=[A-Za-z_])", "", text)
    text = re.sub(r"<(\w+)\.(\w+): [^>]*>", r"\1.\2", text)
    if sep == "\n" and len(name + text) > 88:  # noqa: PLR2004 - a line of code
        inner = ",\n    ".join(
            re.sub(r"(?<![\w.])(?:[a-z_]\w*\.)+(?=[A-Za-z_])", "", str(p))
            for p in parts
        ).replace("<factory>", "…")
        ends = text.rpartition(")")[2]
        return f"{name}(\n    {inner},\n){ends}"
    return name + text


def _first_line(value: Any) -> str:
    return (inspect.getdoc(value) or "").splitlines()[0]


def _docstring(value: Any) -> list[str]:
    text = inspect.getdoc(value) or ""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        is_code = paragraph.startswith((" ", "report =", "credential =", "data ="))
        is_code = is_code or "├" in paragraph or paragraph.startswith("Raises:")
        lines += (
            ["```text", inspect.cleandoc(paragraph), "```", ""]
            if is_code
            else [paragraph, ""]
        )
    return lines


PAGES = {"reasons.md": reasons, "api.md": api}


def main() -> int:
    """Write the pages."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make())
        print(f"wrote {DOCS / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
