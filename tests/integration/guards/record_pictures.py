"""Pictures in the shop of record.py, and what is drawn over photos.

Photo 2102 is drawn over twice; complaint photo 1 once, and photo 2 is of a closed complaint.
"""

from collections.abc import Iterator

from tests.integration.guards.rows import insert, photo
from tests.integration.guards.usual_values import (
    ANA,
)


def pictures() -> Iterator[str]:
    """Photos of Ana's open check and of complaints, with drawings; pictures in every place."""
    for number in (2101, 2102):
        yield photo(number, 21, ANA, item_id=12)
    yield insert("complaint_photos", id=2, complaint_id=6)
    yield insert("complaint_photos", id=3, complaint_id=4)
    yield drawing(1, photo_id=2102)
    yield drawing(2, complaint_photo_id=1)
    yield drawing(3, photo_id=2102, replaces_id=1)
    for number in (1, 2):
        yield insert("pictures", id=number, sha256=str(number) * 64)
    yield at_item(1, 10)
    yield at_item(2, 30)
    yield at_step(3, 10)
    yield at_step(4, 30)


def drawing(number: int, /, **given: object) -> str:
    return insert("annotations", id=number, **given)


def at_item(number: int, item: int, /, **given: object) -> str:
    return insert("shown_pictures", id=number, item_id=item, **given)


def at_step(number: int, step: int, /, **given: object) -> str:
    return insert("shown_pictures", id=number, step_id=step, shows="step", **given)
