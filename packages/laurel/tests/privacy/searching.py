"""Searching everything that an instance keeps, as somebody would who does not know its tables."""

import base64
import binascii
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")


def places(*words, logs=""):
    """Every place in which one of the words is found: table.column, file or log."""
    wanted = [word.lower().encode() for word in words]
    found = {place for place, data in _everything(logs) if _is_in(wanted, data)}
    return sorted(found)


def _everything(logs):
    yield "log", logs.encode()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"{table}.{column}", _bytes(value)
    for session in Session.objects.all():
        yield "sessions, opened", json.dumps(session.get_decoded()).encode()
    for path in sorted(Path(settings.LAUREL.data_dir).rglob("*")):
        inside = path.relative_to(settings.LAUREL.data_dir)
        if path.is_file() and inside.parts[0] in {"files", "archives", "uploads"}:
            yield str(inside), path.read_bytes()
            yield from _unpacked(inside, path.read_bytes())


def _unpacked(name, data):
    if not zipfile.is_zipfile(BytesIO(data)):
        return
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for member in archive.namelist():
            yield f"{name}/{member}", archive.read(member)


def _bytes(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    if isinstance(value, str):
        return value.encode()
    return json.dumps(value, default=str, ensure_ascii=False).encode()


def _is_in(wanted, data):
    texts = [data, *map(_decoded, _BASE64.findall(data)[:200])]
    return any(word in text.lower() for text in texts for word in wanted)


def _decoded(text):
    text = text.replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
