"""What people do every day with procedures and training."""

from collections.abc import Iterator

from tests.integration.guards.acts import Act, act, change
from tests.integration.guards.record_manual import trained, understood
from tests.integration.guards.rows import insert, inspection
from tests.integration.guards.usual_values import (
    ANA,
    BRUNO,
    EVENING,
    LEA,
    XAN,
)


def _manual() -> Iterator[Act]:
    approved = {"status": "effective", "approved_by_id": BRUNO, "approved_at": EVENING}
    yield act("new procedure", insert("procedures", id=900, code="PR9", title="Glaze"))
    yield act(
        "procedure renamed and put away", change("procedures", 2, title="x", retired_at=EVENING)
    )
    yield act("draft procedure", insert("procedure_versions", id=90, procedure_id=3, number=2))
    yield act(
        "draft procedure of a number that another one has",
        insert("procedure_versions", id=90, procedure_id=2, number=3),
    )
    step = {"id": 90, "version_id": 3, "position": 90}
    yield act("step in a draft", insert("procedure_steps", **step))
    yield act("step of a draft changed", change("procedure_steps", 30, instruction="Pour"))
    yield act("step of a draft deleted", "DELETE FROM procedure_steps WHERE id = 30")
    yield act("draft procedure deleted", "DELETE FROM procedure_versions WHERE id = 6")
    yield act(
        "draft procedure changed",
        change("procedure_versions", 3, purpose="x", language="sr", wordings="{}"),
    )
    yield act("draft procedure in force", change("procedure_versions", 6, **approved))
    yield act(
        "the next procedure version in force",
        change("procedure_versions", 2, status="superseded"),
        change("procedure_versions", 3, **approved),
    )
    yield act(
        "procedure version in force kept as it is",
        change("procedure_versions", 2, status="effective"),
    )


def _training() -> Iterator[Act]:
    yield act("training on a checklist", trained(900, BRUNO))
    yield act("training on a procedure", trained(900, BRUNO, procedure_version_id=2))
    yield act("training on what was in force", trained(900, BRUNO, procedure_version_id=1))
    yield act("training by an owner", trained(900, BRUNO, by_id=XAN))
    yield act("training of oneself, with its reason", trained(900, LEA, words="I wrote it"))
    yield act("understood", understood(900, BRUNO))
    yield act("procedure understood", understood(900, ANA, procedure_version_id=2))
    to_check = change("batches", 1, status="first_check")
    yield act("check by somebody trained", to_check, inspection(11, ANA, "open", version_id=7))
    yield act(
        "training asked for no longer",
        change("checklists", 4, requires_training=False),
        to_check,
        inspection(11, BRUNO, "open", version_id=7),
    )


MANUAL = [*_manual(), *_training()]
