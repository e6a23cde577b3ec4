"""How long a password is not taken after wrong ones."""

from datetime import datetime, timedelta

FREE_TRIES = 3
LONGEST_WAIT = timedelta(minutes=15)


def wait_until(wrong_passwords: int, last_wrong_at: datetime | None) -> datetime | None:
    """When the next password may be tried; None when at once.

    Three tries are free; then the wait doubles from one second up to fifteen minutes.
    """
    if wrong_passwords < FREE_TRIES or last_wrong_at is None:
        return None
    doublings = min(wrong_passwords - FREE_TRIES, 20)
    return last_wrong_at + min(timedelta(seconds=2**doublings), LONGEST_WAIT)
