"""Makes every kind of paper that people keep, as a browser gets it, and writes it to a folder.

`python -m tools.pdfa.papers FOLDER`, with the environment of an instance of its own.
"""

import sys
from pathlib import Path

from laurel.commands import instance, secrets

HOLDER = "ada@home.example"
OK = 200


def main() -> int:
    """Bring the database up to date, fill it, write the papers."""
    secrets.ensure(instance.read_settings())
    instance.start_django()
    instance.bring_up_to_date()
    _written(Path(sys.argv[1]))
    return 0


def _written(folder: Path) -> None:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"Host": settings.LAUREL.host})
    for name, path in _paths().items():
        answer = client.get(path)
        if answer.status_code != OK:
            raise SystemExit(f"{path} answered {answer.status_code}")
        (folder / f"{name}.pdf").write_bytes(answer.getvalue())


def _paths() -> dict[str, str]:
    from laurel.achievements.types import Skill
    from laurel.collecting import services as collecting
    from laurel.collecting.types import Facts, Visibility
    from laurel.sharing import services as sharing

    from packages.laurel.tests.factories import badges, people, wholes

    holder = people.account(HOLDER, name="Ada Lovelace")
    whole = wholes.award(HOLDER)
    plain = badges.issued(recipient_email=HOLDER)
    letters = badges.issued(
        badges.achievement(
            whole.issuer,
            name="Аналитика данных · Ανάλυση δεδομένων · Phân tích dữ liệu",
            skills=[
                Skill(f"Skill {number} of many", f"https://skills.example/{number}")
                for number in range(1, 13)
            ],
        ),
        recipient_email=HOLDER,
        recipient_name="Софья Васильевна Ковалевская-Корвин-Круковская",
    )
    collection = collecting.make(
        facts=Facts(
            title="How I lead groups",
            purpose="Badges of three years.",
            shows_name=True,
            visibility=Visibility.PUBLIC,
        ),
        refs=[whole.award_public_id, letters.award_public_id],
        actor=people.actor(holder),
    )
    link = sharing.make_employer_link(
        credential=whole, purpose="The museum", days=30, actor=people.actor(holder)
    )
    of_whole = f"/b/{whole.award_public_id}"
    return {
        "a certificate with all there is": f"{of_whole}/certificate.pdf",
        "the same, Letter": f"{of_whole}/certificate.pdf?paper=letter",
        "a certificate with little on it": f"/b/{plain.award_public_id}/certificate.pdf",
        "a long name in other letters": f"/b/{letters.award_public_id}/certificate.pdf",
        "a page for an employer": f"/e/{link.token}/page.pdf",
        "a receipt of a check": f"{of_whole}/receipt.pdf",
        "a collection": f"/c/{collection.public_id}/collection.pdf",
    }


if __name__ == "__main__":
    raise SystemExit(main())
