"""Procedures and training in the shop of record.py.

Checklist 4 asks for training on its version 7: Ana has it whole; Bruno understood it and was
trained on another; Paul was trained on it and understood another.
"""

from collections.abc import Iterator

from tests.integration.guards.rows import insert
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    LEA,
    MORNING,
    PAUL,
    XAN,
)


def manual() -> Iterator[str]:
    """Procedures in every state, and who was trained on what."""
    approved = {"approved_by_id": BRUNO, "approved_at": MORNING, "digest": "d"}
    for procedure in (1, 2, 3):
        yield insert("procedures", id=procedure, code=f"PR{procedure}", title="Glaze")
    for version, procedure, number, status in (
        (1, 1, 1, "superseded"),
        (2, 1, 2, "effective"),
        (3, 1, 3, "draft"),
        (4, 2, 1, "effective"),
        (5, 2, 2, "draft"),
        (6, 3, 1, "draft"),
    ):
        facts = {} if status == "draft" else approved
        yield insert(
            "procedure_versions",
            id=version,
            procedure_id=procedure,
            number=number,
            status=status,
            **facts,
        )
    for step, version in ((10, 2), (11, 2), (20, 4), (30, 3), (31, 3)):
        yield insert("procedure_steps", id=step, version_id=version, position=step)
    yield insert("checklists", id=4, code="C4", title="Lamps", requires_training=True)
    yield insert(
        "checklist_versions", id=7, checklist_id=4, number=1, status="effective", **approved
    )
    yield insert("checklist_versions", id=8, checklist_id=4, number=2)
    yield trained(1, ANA)
    yield understood(2, ANA)
    yield understood(3, BRUNO)
    yield trained(4, BRUNO, checklist_version_id=4)
    yield trained(5, PAUL)
    yield understood(6, PAUL, checklist_version_id=4)
    yield trained(7, XAN, by_id=XAN, words="I wrote it")


def trained(number: int, person: int, /, **given: object) -> str:
    """A training by Lea, on what Ana was trained on."""
    return insert("trainings", **({"id": number, "person_id": person} | _on(given) | given))


def understood(number: int, person: int, /, **given: object) -> str:
    return trained(number, person, **({"kind": "understood", "by_id": person} | given))


def _on(given: dict[str, object]) -> dict[str, object]:
    """Version 7 of the checklist, unless another one is named."""
    row: dict[str, object] = {"by_id": LEA}
    if not {"checklist_version_id", "procedure_version_id"} & given.keys():
        row["checklist_version_id"] = 7
    return row
