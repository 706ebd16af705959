"""`laurel forget-factor ADDRESS`: for somebody who lost every second factor."""

import argparse

from laurel.commands import instance


def run(arguments: argparse.Namespace) -> None:
    """Take the factors from the account, and say how many there were."""
    instance.start_django()
    instance.refuse_old_database()
    from laurel.accounts import services as accounts
    from laurel.foundation.errors import NotFound

    try:
        forgotten = accounts.forget_second_factor(email=arguments.address)
    except NotFound:
        instance.stop(f"Nobody here signs in with {arguments.address}.")
    if forgotten:
        print(f"Forgotten: {forgotten}. The code by mail opens the account again.")
    else:
        print("The account has no second factor. Nothing was changed.")
