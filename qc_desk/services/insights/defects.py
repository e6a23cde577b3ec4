"""Which few kinds of defects make up most of them."""

from decimal import Decimal

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.pareto_bars import kind_label, pareto_bars
from qc_desk.domain.products import DefectCode
from qc_desk.domain.statistics.pareto import pareto
from qc_desk.domain.vocabulary import InspectionStatus
from qc_desk.i18n import _, format_integer, ngettext
from qc_desk.services.insights.insight import Behind, Insight, InsightName
from qc_desk.services.insights.scope import Scope
from qc_desk.services.shop_texts import spoken_name

_SHOWN = 200


def defects(session: Session, scope: Scope) -> Insight:
    """Return the defects of a period by kind, most first (Pareto)."""
    counts = _counts(session, scope)
    parts = pareto(counts)
    number = sum(count for _code, count in counts)
    labels = _labels(session, [part.kind for part in parts if part.kind is not None])
    few = sum(part.kinds for part in parts if part.vital)
    sentence = _("No defect was recorded in this period.")
    if number:
        sentence = ngettext(
            "{few} kind makes up 80 % of {count} defects.",
            "{few} kinds make up 80 % of {count} defects.",
            few,
        ).format(few=format_integer(few), count=format_integer(number))
    before = sum(count for _code, count in _counts(session, scope.before))
    return Insight(
        name=InsightName.DEFECTS,
        title=_("Defects by kind"),
        sentence=sentence,
        before=_("In the period before: {count}.").format(count=format_integer(before)),
        definition=_(
            "Defects recorded in the rounds decided in the period, each counted once however many"
            " pieces it is on; the vital few reach 80 % together (J. M. Juran, 1951)."
        ),
        chart=pareto_bars(parts, labels),
        columns=(_("Defect"), _("Count"), _("Together")),
        rows=tuple(
            (kind_label(part, labels), part.count, Decimal(f"{part.reached:.4f}"))
            for part in parts
        ),
    )


def _labels(session: Session, ids: list[int]) -> dict[int, str]:
    """Return the code of each kind, which is never cut off, and its name in the reader's words."""
    found = session.scalars(select(DefectCode).where(DefectCode.id.in_(ids)))
    return {each.id: f"{each.code} · {spoken_name(each)}" for each in found}


def _counts(session: Session, scope: Scope) -> list[tuple[int, int]]:
    # "+ 0" keeps SQLite from reading every defect there is in the order of its codes
    kind = Defect.code_id + 0
    query = _of(scope, select(kind, func.count())).group_by(kind)
    return sorted((code, count) for code, count in session.execute(query))


def _of(scope: Scope, query: Select[int, int]) -> Select[int, int]:
    """Narrow a query of defects to decided rounds: what a blind check may not know stays out."""
    return (
        query.join(Inspection, Inspection.id == Defect.inspection_id)
        .join(
            DecidedRound,
            and_(
                DecidedRound.batch_id == Inspection.batch_id,
                DecidedRound.round == Inspection.round,
            ),
        )
        .where(Inspection.status != InspectionStatus.WITHDRAWN, *scope.decided())
    )


def defects_behind(session: Session, scope: Scope, code_id: int) -> list[Behind]:
    """Return the batches with defects of a kind, newest first."""
    query = _of(scope, select(Defect.batch_id, func.count())).where(Defect.code_id == code_id)
    query = query.group_by(Defect.batch_id).order_by(func.max(Defect.id).desc()).limit(_SHOWN)
    counts = {row[0]: row[1] for row in session.execute(query)}
    batches = session.scalars(select(Batch).where(Batch.id.in_(counts)))
    named = {batch.id: batch for batch in batches}
    return [
        Behind(
            place="batches",
            id=batch_id,
            headline=f"{named[batch_id].number} · {spoken_name(named[batch_id].product)}",
            told=ngettext("{count} defect", "{count} defects", count).format(count=count),
        )
        for batch_id, count in counts.items()
    ]
