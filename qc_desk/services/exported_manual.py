"""The columns of the exports of the manual: steps of procedures, and who was trained on what."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from qc_desk.domain.checklists import Checklist, ChecklistVersion
from qc_desk.domain.people import Person
from qc_desk.domain.procedures import Procedure, ProcedureStep, ProcedureVersion
from qc_desk.domain.training import Training
from qc_desk.i18n import N_
from qc_desk.services.exported_tables import NO_INSPECTION, Export, Selected, plain


def _steps(after: int) -> Selected:
    drafter, approver = aliased(Person), aliased(Person)
    return (
        select(
            ProcedureStep.id,
            NO_INSPECTION,
            Procedure.code,
            Procedure.title,
            ProcedureVersion.number,
            ProcedureVersion.status,
            ProcedureVersion.language,
            ProcedureVersion.purpose,
            ProcedureStep.position,
            ProcedureStep.instruction,
            ProcedureStep.amount,
            ProcedureStep.unit,
            ProcedureStep.right_when,
            drafter.name,
            approver.name,
            ProcedureVersion.approved_at,
        )
        .join(ProcedureVersion, ProcedureVersion.id == ProcedureStep.version_id)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .join(drafter, drafter.id == ProcedureVersion.drafted_by_id)
        .outerjoin(approver, approver.id == ProcedureVersion.approved_by_id)
        .where(ProcedureStep.id > after)
        .order_by(ProcedureStep.id)
    )


PROCEDURES = Export(
    labels=(
        N_("Procedure code"),
        N_("Procedure"),
        N_("Version"),
        N_("Status"),
        N_("Language"),
        N_("Purpose"),
        N_("Step"),
        N_("Instruction"),
        N_("Amount"),
        N_("Unit"),
        N_("Right when"),
        N_("Written by"),
        N_("Made effective by"),
        N_("Made effective at"),
    ),
    select=_steps,
    values=plain,
)


def _trainings(after: int) -> Selected:
    trained, trainer = aliased(Person), aliased(Person)
    return (
        select(
            Training.id,
            NO_INSPECTION,
            trained.name,
            Training.kind,
            Checklist.code,
            Checklist.title,
            ChecklistVersion.number,
            Procedure.code,
            Procedure.title,
            ProcedureVersion.number,
            trainer.name,
            Training.at,
            Training.words,
        )
        .join(trained, trained.id == Training.person_id)
        .join(trainer, trainer.id == Training.by_id)
        .outerjoin(ChecklistVersion, ChecklistVersion.id == Training.checklist_version_id)
        .outerjoin(Checklist, Checklist.id == ChecklistVersion.checklist_id)
        .outerjoin(ProcedureVersion, ProcedureVersion.id == Training.procedure_version_id)
        .outerjoin(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .where(Training.id > after)
        .order_by(Training.id)
    )


TRAININGS = Export(
    labels=(
        N_("Person"),
        N_("What was said"),
        N_("Checklist code"),
        N_("Checklist"),
        N_("Checklist version"),
        N_("Procedure code"),
        N_("Procedure"),
        N_("Procedure version"),
        N_("Said by"),
        N_("Said at"),
        N_("Note"),
    ),
    select=_trainings,
    values=plain,
)
