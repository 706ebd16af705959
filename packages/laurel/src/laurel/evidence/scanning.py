"""Asking a virus scanner about a file: a program, or clamd by its socket.

The setting says which. A program gets the file on its standard input and answers by its exit
code, as `clamdscan -` does: 0 nothing found, 1 something found; anything else: it could not look.
"""

import logging
import shlex
import socket
import struct
import subprocess

from django.conf import settings

from laurel.evidence.types import Scan

logger = logging.getLogger("laurel.evidence")

SECONDS = 30.0  # a scanner reads 20 MB in one; the machine may be busy
CHUNK = 64 * 1024
MOST_ANSWER = 4_096
FOUND_NOTHING, FOUND_SOMETHING = 0, 1
CLAMD = "clamd:"


def scan(data: bytes) -> Scan:
    """What the scanner says. HELD: it could not look; NONE: none is set up."""
    scanner = settings.LAUREL.virus_scanner
    if not scanner:
        return Scan.NONE
    try:
        if scanner.startswith(CLAMD):
            return _by_clamd(scanner.removeprefix(CLAMD), data)
        return _by_program(scanner, data)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        logger.warning("the virus scanner could not look: %s", type(error).__name__)
        return Scan.HELD


def _by_program(command: str, data: bytes) -> Scan:
    done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
        shlex.split(command),
        input=data,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode == FOUND_NOTHING:
        return Scan.CLEAN
    return Scan.INFECTED if done.returncode == FOUND_SOMETHING else Scan.HELD


def _by_clamd(where: str, data: bytes) -> Scan:
    """INSTREAM of clamd's protocol: lengths and pieces, then an empty piece."""
    with _connected(where) as talk:
        talk.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            piece = data[start : start + CHUNK]
            talk.sendall(struct.pack("!L", len(piece)) + piece)
        talk.sendall(struct.pack("!L", 0))
        said = b""
        while not said.endswith(b"\0") and len(said) < MOST_ANSWER:
            more = talk.recv(CHUNK)
            if not more:
                break
            said += more
    said = said.rstrip(b"\0\n")
    if said.endswith(b" OK"):
        return Scan.CLEAN
    return Scan.INFECTED if said.endswith(b" FOUND") else Scan.HELD


def _connected(where: str) -> socket.socket:
    if where.startswith("/"):
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        talk.settimeout(SECONDS)
        try:
            talk.connect(where)
        except BaseException:
            talk.close()
            raise
        return talk
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
