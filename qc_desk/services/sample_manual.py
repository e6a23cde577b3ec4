"""The manual of the sample shop: a procedure in two versions, and who was trained on them.

It stands in resources/samples/manual.toml.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from qc_desk.bundle import bundled
from qc_desk.domain.training_words import Document
from qc_desk.domain.wordings import STEP_TEXTS, Wording, Wordings
from qc_desk.services import procedures, trainings
from qc_desk.services.procedure_lists import procedure_version
from qc_desk.services.procedures import NewProcedure, ProcedureEntry, StepEntry
from qc_desk.services.sample_stage import Cast, Stage
from qc_desk.services.trainings import Subject

_STEP = timedelta(minutes=10)


def manual_sittings(stage: Stage, cast: Cast, until: datetime) -> Iterator[datetime]:
    """Write, put in force and teach, sitting by sitting: tells when the next one begins."""
    file = bundled("resources") / "samples" / "manual.toml"
    told = tomllib.loads(file.read_text("utf-8"))
    version_ids: dict[int, int] = {}
    procedure_id = 0
    acts = [
        *((each["days_ago"], 0, each) for each in told["versions"]),
        *((each["days_ago"], 1, each) for each in told["trainings"]),
    ]
    for days_ago, kind, facts in sorted(acts, key=lambda act: (-act[0], act[1])):
        at = (until - timedelta(days=days_ago)).replace(hour=7, minute=10, second=0, microsecond=0)
        yield at
        if kind:
            _teach(stage, cast, facts, version_ids[facts["version"]], at)
            continue
        about = told["procedure"] | {"words": told["words"]}
        version_id, procedure_id = _write(stage, cast, about, facts, procedure_id, at)
        version_ids[len(version_ids) + 1] = version_id


def _write(
    stage: Stage,
    cast: Cast,
    about: dict[str, Any],
    facts: dict[str, Any],
    procedure_id: int,
    at: datetime,
) -> tuple[int, int]:
    """Write the next version and put it in force; returns its id and that of the procedure."""
    session = stage.session
    author, approver = cast.ids[about["drafted_by"]], cast.ids[about["approved_by"]]
    if procedure_id:
        draft_id = procedures.begin_draft(session, procedure_id, None, author, at)
    else:
        entry = NewProcedure(code=about["code"], title=about["title"], language=about["language"])
        draft_id = procedures.new_procedure(session, entry, author, at)
    session.flush()
    seen = procedure_version(session, draft_id)
    written = ProcedureEntry(
        title=about["title"],
        purpose=facts["purpose"],
        language=about["language"],
        steps=tuple(_step(step, about["words"]) for step in facts["steps"]),
        wordings=_worded({"title": about["title"], "purpose": facts["purpose"]}, about["words"]),
    )
    procedures.save_draft(session, seen, written, author, at + _STEP)
    session.flush()
    row = procedures.make_effective(session, draft_id, approver, at + 2 * _STEP)
    return draft_id, row.id


def _step(facts: dict[str, str], words: list[dict[str, str]]) -> StepEntry:
    told = {name: said for name, said in facts.items() if name in STEP_TEXTS}
    return StepEntry(
        instruction=facts["instruction"],
        amount=Decimal(facts["amount"]) if "amount" in facts else None,
        unit=facts.get("unit", ""),
        right_when=facts["right_when"],
        wordings=_worded(told, words),
    )


def _worded(told: dict[str, str], words: list[dict[str, str]]) -> Wordings:
    """Return what texts say in the other languages of the sample."""
    known = {each["en"]: each for each in words}
    return tuple(
        Wording(language=language, field=field, words=said)
        for field, text in told.items()
        for language, said in known[text].items()
        if language != "en"
    )


def _teach(stage: Stage, cast: Cast, facts: dict[str, Any], version_id: int, at: datetime) -> None:
    """Note a training, and let people confirm that they have understood it."""
    subject = Subject(document=Document.PROCEDURE, version_id=version_id)
    people = [cast.ids[login] for login in facts["people"]]
    trainings.note_training(stage.session, subject, people, cast.ids[facts["by"]], at)
    for number, login in enumerate(facts["understood"], start=1):
        stage.session.flush()
        trainings.confirm_understood(stage.session, subject, cast.ids[login], at + number * _STEP)
