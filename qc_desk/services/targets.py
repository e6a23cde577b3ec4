"""What the shop promises about its service, in numbers: the newest word of an owner counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from qc_desk.domain import texts
from qc_desk.domain.loop_words import TargetKind
from qc_desk.domain.people import MAY_OWN
from qc_desk.domain.refusals import QuantityWrong
from qc_desk.domain.targets import USUAL, ServiceTarget, highest
from qc_desk.services.acts import acting


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetRow:
    """A target as it was set once: by whom and why."""

    value: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A target now, and how it came about, newest first; without history it is the usual one."""

    kind: TargetKind
    value: int
    history: tuple[TargetRow, ...]

    @property
    def is_decided(self) -> bool:
        """Whether an owner has decided about it."""
        return bool(self.history)


def target_value(session: Session, kind: TargetKind, at: datetime) -> int:
    """Return the target in force at a moment; the usual value until an owner says otherwise."""
    newest = session.scalar(
        select(ServiceTarget.value)
        .where(ServiceTarget.kind == kind, ServiceTarget.at <= at)
        .order_by(ServiceTarget.at.desc(), ServiceTarget.id.desc())
        .limit(1)
    )
    return USUAL[kind] if newest is None else newest


def target_values(
    session: Session, kinds: Sequence[TargetKind], at: datetime
) -> dict[TargetKind, int]:
    """Return several targets in force at a moment."""
    told = session.execute(
        select(ServiceTarget.kind, ServiceTarget.value)
        .where(ServiceTarget.kind.in_(kinds), ServiceTarget.at <= at)
        .order_by(ServiceTarget.at, ServiceTarget.id)
    )
    return {kind: USUAL[kind] for kind in kinds} | dict(told.all())


def set_target(
    session: Session, kind: TargetKind, value: int, reason: str, by: int, at: datetime
) -> None:
    """Promise another value from now on; only an owner may, and says why."""
    person = acting(session, "target.set", by, at, reason)
    person.must_hold_somewhere(MAY_OWN)
    most = highest(kind)
    if not 1 <= value <= most:
        raise QuantityWrong(quantity=value, lowest=1, highest=most)
    session.add(
        ServiceTarget(kind=kind, value=value, reason=texts.reason(reason), by=person, at=at)
    )
    session.flush()


def targets(session: Session, at: datetime) -> list[Target]:
    """Return every target with its history, in the order of their kinds."""
    found = session.scalars(
        select(ServiceTarget)
        .where(ServiceTarget.at <= at)
        .order_by(ServiceTarget.at.desc(), ServiceTarget.id.desc())
        .options(joinedload(ServiceTarget.by))
    ).all()
    return [_target(kind, [each for each in found if each.kind is kind]) for kind in TargetKind]


def _target(kind: TargetKind, found: list[ServiceTarget]) -> Target:
    history = tuple(
        TargetRow(value=each.value, reason=each.reason, by=each.by.name, at=each.at)
        for each in found
    )
    return Target(kind=kind, value=history[0].value if history else USUAL[kind], history=history)
