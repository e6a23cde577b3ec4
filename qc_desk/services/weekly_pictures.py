"""What a weekly letter draws: the last weeks of a manufacturer, counted as in the window."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.defects import Defect
from qc_desk.domain.inspections import Inspection
from qc_desk.domain.letter_papers import WeekKind, WeekStep
from qc_desk.domain.products import DefectCode
from qc_desk.domain.vocabulary import InspectionStatus
from qc_desk.services.insights.scope import Scope
from qc_desk.services.insights.yields import NONCONFORMITIES, counted
from qc_desk.services.shop_texts import ShopTexts

_SPAN = timedelta(weeks=13)


@dataclass(frozen=True, kw_only=True, slots=True)
class WeeklyPictures:
    """The last thirteen weeks of a manufacturer, up to a day."""

    session: Session
    maker_id: int
    last: date

    @property
    def scope(self) -> Scope:
        """What is counted: their lots at every site."""
        first = self.last - _SPAN + timedelta(days=1)
        return Scope(first=first, last=self.last, manufacturer_id=self.maker_id)

    def steps(self) -> tuple[WeekStep, ...]:
        """Return how many nonconformities were found on how many pieces, week by week."""
        found = counted(self.session, NONCONFORMITIES, self.scope)
        return tuple(
            WeekStep(first=step.first, found=count, pieces=pieces)
            for step, (count, pieces) in zip(found.cut, found.points, strict=True)
        )

    def kinds(self, texts: ShopTexts) -> tuple[WeekKind, ...]:
        """Return on how many pieces each kind of defect was found, most first."""
        defects = self._defects()
        codes = {each.code.id: each.code for _round, each in defects}
        rows = [
            _kind(codes[code_id], pieces, texts) for code_id, pieces in pieces_of(defects).items()
        ]
        return tuple(sorted(rows, key=lambda row: (-row.pieces, row.code)))

    def _defects(self) -> list[tuple[int, Defect]]:
        """Return the defects that count, each with the round it was found in."""
        query = (
            select(Inspection.round, Defect)
            .join(Inspection, Inspection.id == Defect.inspection_id)
            .join(
                DecidedRound,
                and_(
                    DecidedRound.batch_id == Inspection.batch_id,
                    DecidedRound.round == Inspection.round,
                ),
            )
            .where(Inspection.status != InspectionStatus.WITHDRAWN, *self.scope.decided())
            .options(joinedload(Defect.inspection), selectinload(Defect.events))
        )
        return [(round_, defect) for round_, defect in self.session.execute(query)]


def pieces_of(defects: Iterable[tuple[int, Defect]]) -> dict[int, int]:
    """Return the pieces by code; what both inspectors of a round found alike counts once."""
    seats: dict[tuple[int, int, int, object], int] = defaultdict(int)
    for round_, defect in defects:
        where = defect.code.id, defect.batch_id, round_, defect.inspection.seat
        seats[where] += defect.affected_quantity
    rounds: dict[tuple[int, int, int], int] = defaultdict(int)
    for (code_id, batch_id, round_, _seat), pieces in seats.items():
        found = code_id, batch_id, round_
        rounds[found] = max(rounds[found], pieces)
    codes: dict[int, int] = defaultdict(int)
    for (code_id, _batch, _round), pieces in rounds.items():
        codes[code_id] += pieces
    return codes


def _kind(code: DefectCode, pieces: int, texts: ShopTexts) -> WeekKind:
    return WeekKind(code=code.code, name=texts.defect(code), pieces=pieces)
