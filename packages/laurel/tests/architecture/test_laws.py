"""Laws of the house that no linter knows. Each names the file and line that breaks it."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
LAUREL = ROOT / "packages" / "laurel" / "src" / "laurel"
MAKING = ("create", "bulk_create", "get_or_create", "update_or_create")
WAYS_IN = ("sites", "api", "integrations", "commands", "config")
DOORS_WITHOUT_HTTP = (
    "services",
    "selectors",
    "access",
    "events",
    "types",
    "models",
    "tasks",
)


def modules(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the platform (or of some rooms), parsed, without migrations."""
    for path in sorted(LAUREL.rglob("*.py")):
        inside = path.relative_to(LAUREL).parts
        if "migrations" not in inside and (not rooms or inside[0] in rooms):
            yield path, ast.parse(path.read_text("utf-8"))


def at(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def door(path: Path) -> str:
    """The door a module belongs to: `awards/services.py` and `awards/services/x.py` alike."""
    inside = path.relative_to(LAUREL).parts
    return inside[1].removesuffix(".py") if len(inside) > 1 else ""


def test_owner_writes():
    """Ways in change nothing themselves: they call services."""
    writes = [
        f"{at(path, node)} .{node.attr}"
        for path, tree in modules(*WAYS_IN)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "bulk_create", "update_or_create", "get_or_create"}
    ]
    assert not writes


@pytest.mark.requirement("K9")
def test_every_way_in_awards_through_one_door():
    """What a form, a list, a program or a rule may not award, no later way in may either."""
    doors = set()
    for path, tree in modules():
        named = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            and node.module == "laurel.awards.models"
            for alias in node.names
            if alias.name == "Award"
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            makes = {f"{name}.objects.{how}" for name in named for how in MAKING}
            if called in named or called in makes:
                doors.add(f"{path.relative_to(LAUREL)} {called}")
    assert doors == {"awards/services/granting.py Award"}


def test_domain_apps_hold_no_http():
    found = [
        f"{at(path, node)} imports {node.module}"
        for path, tree in modules()
        if path.relative_to(LAUREL).parts[0] not in (*WAYS_IN, "foundation", "accounts")
        and door(path) in DOORS_WITHOUT_HTTP
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(
            ("django.http", "django.shortcuts", "django.views")
        )
    ]
    assert not found


def test_services_take_named_arguments_and_no_request():
    found = []
    for path, tree in modules():
        if door(path) != "services":
            continue
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = node.args
            if arguments.args or arguments.posonlyargs:
                found.append(f"{at(path, node)} {node.name} takes positional arguments")
            if any(a.arg == "request" for a in arguments.kwonlyargs):
                found.append(f"{at(path, node)} {node.name} takes a request")
    assert not found


def test_no_signals_and_no_clever_save():
    found = []
    for path, tree in modules():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.ImportFrom)
                and node.module == "django.db.models.signals"
            ):
                found.append(f"{at(path, node)} imports signals")
            if isinstance(node, ast.ClassDef) and path.name.startswith("models"):
                found += [
                    f"{at(path, item)} overrides delete"
                    for item in node.body
                    if isinstance(item, ast.FunctionDef) and item.name == "delete"
                ]
    assert not found


def test_every_event_says_when_it_happens():
    silent = [
        f"{at(path, node)} {node.name}"
        for path, tree in modules()
        if door(path) == "events"
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
    ]
    assert not silent


INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)


def test_pages_have_no_inline_script_or_style():
    """The Content-Security-Policy forbids them; mails alone need inline style."""
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in sorted((LAUREL / "sites").rglob("templates/**/*.html"))
        if "email" not in path.parts
        for match in INLINE.finditer(path.read_text("utf-8"))
    ]
    assert not found


def test_unescaped_output_is_on_the_reviewed_list():
    """Only these may hand HTML to a page unescaped; each says why beside it."""
    reviewed = {
        "sites/ui/templatetags/ui.py",
        "sites/ui/icons.py",
        "sites/ui/markdown.py",
    }
    unsafe = re.compile(r"\bmark_safe\b|\|\s*safe\b|autoescape off|SafeString\(")
    found = {
        str(path.relative_to(LAUREL))
        for path in [*LAUREL.rglob("*.py"), *(LAUREL / "sites").rglob("*.html")]
        if unsafe.search(path.read_text("utf-8"))
    }
    assert found <= reviewed, found - reviewed


def test_the_tree_names_no_machine():
    """No path of a machine and no host of a package registry is in any tracked file."""
    # Written in two pieces each, or this file would name them.
    words = [
        first + second
        for first, second in (
            ("/wo", "rk/"),
            ("/ro", "ot/"),
            ("/ho", "me/"),
            ("py", "pi.org"),
            ("python", "hosted"),
            ("npm", "js."),
        )
    ]
    found = subprocess.run(
        [
            "git",
            "grep",
            "-nIF",
            *(part for word in words for part in ("-e", word)),
            "--",
            ".",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""
