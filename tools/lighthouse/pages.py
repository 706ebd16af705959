"""Fills a data directory with an award that has everything, and says where its pages are.

`python -m tools.lighthouse.pages`, with the environment of the instance that will show them; the
answer is one line of JSON. It is a process of its own, because a server starts after it.
"""

import json

from laurel.commands import instance, secrets

HOLDER = "ada@home.example"


def main() -> int:
    """Bring the database up to date, fill it, print the paths."""
    secrets.ensure(instance.read_settings())
    instance.start_django()
    instance.bring_up_to_date()
    print(json.dumps(_filled()))
    return 0


def _filled() -> dict[str, str]:
    from laurel.collecting import services as collecting
    from laurel.collecting.types import Facts, Visibility

    from packages.laurel.tests.factories import badges, people, wholes

    holder = people.account(HOLDER, name="Ada Lovelace")
    whole = wholes.award(HOLDER)
    other = badges.issued(
        badges.achievement(whole.issuer, name="Data Stories"),
        recipient_email=HOLDER,
    )
    made = collecting.make(
        facts=Facts(
            title="How I lead groups",
            purpose="Badges of three years.",
            shows_name=True,
            visibility=Visibility.PUBLIC,
        ),
        refs=[whole.award_public_id, other.award_public_id],
        actor=people.actor(holder),
    )
    return {
        "an award": f"/b/{whole.award_public_id}",
        "checking a badge": "/verify",
        "a collection": f"/c/{made.public_id}",
    }


if __name__ == "__main__":
    raise SystemExit(main())
