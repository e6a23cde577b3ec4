"""Where an act of the sample shop is played: who, when, and what acts speak about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from qc_desk.domain.batches import Batch
from qc_desk.domain.loop_words import ProblemStatus
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode
from qc_desk.domain.vocabulary import Word
from qc_desk.services import customers, problems
from qc_desk.services.desk import Session
from qc_desk.services.sample_stage import Cast

W = TypeVar("W", bound=Word)

_AT_ZAGREB = ("ivana", "luka")


@dataclass(kw_only=True)
class Scene:
    """One act after another: the transaction, whose turn it is, and a clock that goes on.

    ``known`` is what acts have made, by the names they gave it.
    """

    cast: Cast
    until: datetime
    session: Session
    at: datetime
    by: int = 0
    known: dict[str, int] = field(default_factory=dict)

    def now(self) -> tuple[int, datetime]:
        """Return who acts, and when."""
        return self.by, self.at

    def day(self, days_ago: int) -> date:
        """Return a day by how long before the end of the story it was."""
        return (self.until - timedelta(days=days_ago)).date()

    def maybe(self, ids: Mapping[str, int], name: str | None) -> int | None:
        """Return what has a name, where one is given."""
        return None if name is None else ids[name]

    def site(self, act: "Act") -> int:
        """Return where an act belongs: as it says, or where its person works."""
        usual = "ZG" if act["by"] in _AT_ZAGREB else "NS"
        return self.cast.site_ids[act.get("site", usual)]

    def batch(self, number: str) -> int:
        """Return a batch by its number."""
        return self.session.scalars(select(Batch.id).where(Batch.number == number)).one()

    def code(self, code: str) -> int:
        """Return a defect code."""
        return self.session.scalars(select(DefectCode.id).where(DefectCode.code == code)).one()

    def customer(self, name: str | None) -> int | None:
        """Return a customer, where one is named."""
        if name is None:
            return None
        return next(row.id for row in customers.customer_rows(self.session, name))

    def problem(self, name: str) -> problems.SeenProblem:
        """Return the thread of a defect code, or of "CODE/ITEM", as it is now."""
        code, slash, item = name.partition("/")
        wanted = (
            select(Problem)
            .join(DefectCode, DefectCode.id == Problem.code_id)
            .where(DefectCode.code == code, Problem.status != ProblemStatus.MERGED)
        )
        if slash:
            wanted = wanted.where(Problem.item_code == item)
        found = self.session.scalars(wanted.order_by(Problem.number)).all()[0]
        return problems.SeenProblem(problem_id=found.id, version=found.version)


Act = Mapping[str, Any]
Acts = dict[str, Callable[[Scene, Act], int | None]]


def word(kind: type[W], value: str) -> W:
    """Return the fixed word of a kind that has this value."""
    return next(each for each in kind if each.value == value)
