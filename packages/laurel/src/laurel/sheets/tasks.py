"""What is done after a sheet was made. It may be repeated."""

from laurel.foundation.jobs import job


@job()
def define(*, entry_id: int) -> None:
    """Define the achievement of one entry."""
    from laurel.sheets import services  # it defers this job

    services.define(entry_id=entry_id)
