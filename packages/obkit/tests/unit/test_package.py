"""The package as others install it: alone, with what it says that it needs, quick to import."""

import ast
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

import obkit
import pytest
from obkit import resolve

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import World

PACKAGE = Path(__file__).parents[2]
PROJECT = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node that is not only there for a type checker."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        is_if = isinstance(tree, ast.If) and ast.unparse(tree.test) == "TYPE_CHECKING"
        if not (is_if and child in tree.body):
            yield from running(child)


def imported() -> set[str]:
    """The top-level modules that the package imports, anywhere in it but for a type check."""
    found: set[str] = set()
    for path in (PACKAGE / "src").rglob("*.py"):
        for node in running(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"obkit"}


def test_the_dependencies_are_exactly_what_is_imported():
    homes = importlib.metadata.packages_distributions()
    used = {name_of(home) for module in imported() for home in homes[module]}
    assert used == {name_of(line) for line in PROJECT["dependencies"]}


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A new environment with the built package, and nothing but what it says that it needs.

    The needed packages are copied from the environment of the tests: no index is asked.
    """
    folder = tmp_path_factory.mktemp("alone")
    built = shutil.copytree(
        PACKAGE,
        folder / "source",
        ignore=shutil.ignore_patterns("tests", "__pycache__"),
    )
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    _run(
        *pip,
        "wheel",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        folder,
        built,
    )
    (wheel,) = folder.glob("obkit-*.whl")
    environment = folder / "env"
    venv.create(environment, with_pip=False, symlinks=True)
    python = environment / "bin" / "python"
    _run(*pip, "--python", python, "install", "--no-index", "--no-deps", wheel)
    (packages,) = environment.glob("lib/python*/site-packages")
    for name in _needed({name_of(line) for line in PROJECT["dependencies"]}):
        _copy(importlib.metadata.distribution(name), packages)
    _run(*pip, "--python", python, "check")
    return environment


def _needed(names: set[str]) -> set[str]:
    found: set[str] = set()
    while names - found:
        name = (names - found).pop()
        found.add(name)
        for line in importlib.metadata.requires(name) or []:
            if "extra ==" not in line and _is_installed(name_of(line)):
                names.add(name_of(line))
    return found


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _copy(distribution: importlib.metadata.Distribution, packages: Path) -> None:
    for file in distribution.files or []:
        source = Path(str(distribution.locate_file(file)))
        if ".." not in file.parts and source.is_file():
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _run(*command: object, **options: object) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        **options,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_it_installs_and_verifies_with_no_part_of_the_platform(alone, tmp_path):
    world = World()
    key = world.ed25519.public_key.to_multikey()
    (tmp_path / "award.toml").write_text(
        _run(alone / "bin" / "obkit", "issue", "--example").replace(
            'id = "did:web:college.example"', ""
        )
    )
    _run(alone / "bin" / "obkit", "keygen", "key", cwd=tmp_path)
    (tmp_path / "art.png").write_bytes(pictures.png())
    _run(
        alone / "bin" / "obkit", *["issue", "award.toml", "--key", "key", "--picture", "art.png", "-o", "b.png"],
        cwd=tmp_path,
    )  # fmt: skip
    assert "VERIFIED" in _run(alone / "bin" / "obkit", "verify", "b.png", cwd=tmp_path)
    assert key not in (tmp_path / "b.png").read_bytes().decode("latin-1")
    there = _run(
        alone / "bin" / "python", "-I", "-c",
        "import importlib.util as u, obkit; "
        "print([n for n in ('django', 'laurel', 'pyld') if u.find_spec(n)], obkit.__file__)",
    )  # fmt: skip
    assert there.startswith("[] ")
    assert str(alone) in there


@pytest.mark.slow
def test_every_module_can_be_imported_with_what_it_needs(alone):
    count = _run(
        alone / "bin" / "python", "-I", "-c",
        "import pkgutil, importlib, obkit; "
        "names = [m.name for m in pkgutil.walk_packages(obkit.__path__, 'obkit.')"
        " if m.name != 'obkit.__main__']; "
        "[importlib.import_module(name) for name in names]; print(len(names))",
    )  # fmt: skip
    assert int(count) > 60


def test_importing_it_loads_nothing_heavy():
    heavy = ("cryptography", "nacl", "pyoxigraph", "defusedxml", "ssl", "asyncio")
    loaded = _run(
        sys.executable, "-I", "-c",
        f"import sys, obkit; print([n for n in {heavy!r} if n in sys.modules])",
    )  # fmt: skip
    assert loaded.strip() == "[]"


def test_verifying_loads_no_web_and_no_processes_before_they_are_asked_for():
    heavy = ("http.client", "ssl", "multiprocessing", "email", "typing_extensions")
    loaded = _run(
        sys.executable, "-I", "-c",
        f"import sys, obkit.verify; print([n for n in {heavy!r} if n in sys.modules])",
    )  # fmt: skip
    assert loaded.strip() == "[]"
    assert resolve.HttpFetcher is obkit.HttpFetcher
    with pytest.raises(AttributeError, match="no attribute 'HtpFetcher'"):
        resolve.HtpFetcher  # noqa: B018


def test_every_public_name_is_there_and_a_wrong_one_is_not():
    for name in (*obkit.__all__, *obkit._AREAS):
        assert getattr(obkit, name) is not None
        assert name in dir(obkit)
    assert set(obkit._HOMES) == set(obkit.__all__)
    with pytest.raises(AttributeError, match="no attribute 'verfy'"):
        obkit.verfy  # noqa: B018
    assert obkit.__version__ == PROJECT["version"]


def test_it_tells_type_checkers_that_it_is_typed():
    assert (PACKAGE / "src/obkit/py.typed").exists()
