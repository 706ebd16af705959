"""Reading what a visitor hands in: into memory only, and never more than a badge is long."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

# As obkit.baking.MAX_IMAGE_BYTES: print-quality pictures fit, films do not.
MAX_BYTES = 10 * 1024 * 1024
# Of all that is handed in at once: 200 pictures of 100 KB.
MAX_TOGETHER = 20 * 1024 * 1024
MOST_AT_ONCE = 200  # files, links or both: a course, a pile of applications


class TooLarge(Exception):
    """More was sent than a badge can be."""


class TooMany(Exception):
    """More files were sent than are checked at once."""


class Unreadable(Exception):
    """The request's body is not what its headers say."""


class MemoryOnly(FileUploadHandler):
    """Keeps uploads in memory and lets go of them once they are too large."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large = False
        self._read = 0
        self._together = 0
        self._parts: list[bytes] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self._read = 0
        self._parts = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep one piece."""
        del start
        self._read += len(raw_data)
        self._together += len(raw_data)
        if self._read > MAX_BYTES or self._together > MAX_TOGETHER:
            self._parts.clear()
            self.too_large = True
            # A browser shows no answer before it has sent everything: let it.
            raise StopUpload(connection_reset=False)
        self._parts.append(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """The whole file, in memory."""
        return InMemoryUploadedFile(
            BytesIO(b"".join(self._parts)),
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
        )


def read_form(request: HttpRequest) -> None:
    """Parse a posted form so that `request.POST` and `request.FILES` may be used.

    Raises:
        TooLarge: a file or the text is more than a badge can be, or all are too much together.
        TooMany: more files than are checked at once.
        Unreadable: a broken multipart body.
    """
    handler = MemoryOnly(request)
    request.upload_handlers = [handler]
    try:
        _ = request.POST
    except TooManyFilesSent as error:
        raise TooMany from error
    except RequestDataTooBig as error:
        raise TooLarge from error
    except MultiPartParserError as error:
        raise Unreadable from error
    if handler.too_large:
        raise TooLarge


def read_body(request: HttpRequest) -> bytes:
    """The body itself, as a program sends a badge.

    Raises:
        TooLarge: it is more than a badge can be.
    """
    body = request.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise TooLarge
    return body


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One thing to verify: the bytes, or a link to follow; and what to call it.

    `aside` is what was found when it was opened, to be said where there is no badge in it.
    """

    data: bytes = b""
    link: str = ""
    name: str = ""
    aside: str = ""
