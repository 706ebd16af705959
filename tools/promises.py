"""A pytest plugin: which promises each test shows, and whether it passed.

`pytest -p tools.promises --promises-file build/promises.jsonl` adds one line of JSON a test that
carries `@pytest.mark.requirement(...)`: its name, the promises and the outcome.
"""

import json
from pathlib import Path

import pytest

PROPERTY = "promises"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--promises-file`."""
    parser.addoption("--promises-file", type=Path, default=None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the promises on each test, so that its reports carry them (workers' too)."""
    for item in items:
        shown = [
            promise
            for mark in item.iter_markers("requirement")
            for promise in mark.args
        ]
        if shown:
            item.user_properties.append((PROPERTY, sorted(set(shown))))


class _Recorder:
    def __init__(self, path: Path) -> None:
        self.path = path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        shown = dict(report.user_properties).get(PROPERTY)
        finished = report.when == "call" or report.outcome != "passed"
        if shown and finished:
            line = {"test": report.nodeid, "shows": shown, "outcome": report.outcome}
            with self.path.open("a", encoding="utf-8") as out:
                out.write(json.dumps(line) + "\n")


def pytest_configure(config: pytest.Config) -> None:
    """Record where asked to, in the process that hears all reports."""
    path = config.getoption("--promises-file")
    if path and not hasattr(config, "workerinput"):
        path.parent.mkdir(parents=True, exist_ok=True)
        config.pluginmanager.register(_Recorder(path))
