import hashlib

import pytest
from laurel.foundation import files
from laurel.foundation.errors import NotFound, Refused


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    import dataclasses

    settings.LAUREL = dataclasses.replace(settings.LAUREL, data_dir=tmp_path)
    return tmp_path


def test_the_same_bytes_are_one_file(data_dir):
    name = files.store(b"a badge")
    assert files.store(b"a badge") == name == hashlib.sha256(b"a badge").hexdigest()
    assert files.read(name) == b"a badge"
    assert len([p for p in data_dir.rglob("*") if p.is_file()]) == 1


def test_nothing_is_half_written(data_dir, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        files.store(b"a badge")
    assert [p for p in data_dir.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "",
        "a" * 63,
        "A" * 64,
        "/etc/passwd",
        "a" * 64 + "\n",
        "x\0y",
    ],
)
def test_a_name_is_never_a_path(name):
    with pytest.raises(NotFound):
        files.read(name)


def test_an_unknown_name_is_not_found():
    with pytest.raises(NotFound):
        files.read("a" * 64)


def test_too_many_bytes_are_refused(monkeypatch, data_dir):
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    files.store(b"x" * 10)
    with pytest.raises(Refused):
        files.store(b"x" * 11)
