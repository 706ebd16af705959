"""Journey: a badge is taken from one instance into a backpack on another, and verifies there.

Two real instances, each with its own address, database and keys. They know nothing of each other
but that the second may ask the first (`LAUREL_LOCAL_HOSTS`): both are on this machine.
"""

import html
import http.client
import re
from urllib.parse import urlsplit

import pytest

from .running import Laurel
from .visitors import STAFF, PostOffice, hidden, set_up, sign_in

BOUNDARY = "between-the-parts"


def instance(folder, post_office, **settings):
    folder.mkdir()
    return Laurel(
        folder,
        smtp_host="127.0.0.1",
        smtp_port=post_office.port,
        smtp_security="none",
        **settings,
    )


def fetch(port, path, **request):
    """One answer, as it is: status, where it leads, bytes."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    try:
        connection.request(request.pop("method", "GET"), path, **request)
        response = connection.getresponse()
        return response.status, response.headers.get("Location", ""), response.read()
    finally:
        connection.close()


def award_to_oneself(visitor, badge):
    """The address of the award page."""
    page = visitor.get(f"{badge}/award")
    facts = {
        "idempotency_key": hidden(page, "idempotency_key"),
        "recipient_name": "Caroline Herschel",
        "recipient_email": STAFF,
        "issued_on": re.search(r'name="issued_on" value="([^"]+)"', page)[1],
    }
    status, location, answer = visitor.submit(f"{badge}/award", page, **facts)
    assert status == 302, answer
    return f"/b/{location.rsplit('/', 1)[1]}"


def upload(visitor, port, file):
    """Bring a file by the form of the backpack; where that leads, and the page."""
    token = hidden(visitor.get("/backpack/add"), "csrfmiddlewaretoken")
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    body = (
        f'{head}"csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        f'{head}"badge"; filename="badge.png"\r\n\r\n'
    ).encode() + file
    return fetch(
        port,
        "/backpack/add",
        method="POST",
        body=body + f"\r\n--{BOUNDARY}--\r\n".encode(),
        headers=headers(visitor)
        | {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
    )


def headers(visitor):
    return {"Cookie": "; ".join(f"{k}={v}" for k, v in visitor.cookies.items())}


@pytest.mark.slow
@pytest.mark.requirement("K2")
def test_a_download_verifies_in_the_backpack_of_another_instance(tmp_path):
    with PostOffice() as here, PostOffice() as there:
        college = instance(tmp_path / "college", here)
        wallet = instance(
            tmp_path / "wallet", there, local_hosts=f"localhost:{college.port}"
        )
        try:
            college.start()
            wallet.start()
            issuer = sign_in(college.port, here)
            page = award_to_oneself(issuer, set_up(issuer))
            status, _, download = fetch(college.port, f"{page}/badge.png")
            assert status == 200

            holder = sign_in(wallet.port, there)
            status, brought, answer = upload(holder, wallet.port, download)
            assert status == 302, answer.decode()
            shown = html.unescape(holder.get(urlsplit(brought).path))
            assert 'class="verdict" data-status="valid"' in shown
            assert f"localhost:{college.port}" in shown  # which was asked
            assert "made out to another address" not in shown
            assert "Fieldwork" in holder.get("/backpack/")

            # And it goes on: what comes out here is what came in.
            _, _, again = fetch(wallet.port, f"{brought}/file", headers=headers(holder))
            assert again == download
        except BaseException:
            print(college.log(), wallet.log())
            raise
        finally:
            college.close()
            wallet.close()
