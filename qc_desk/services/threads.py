"""Problems as they stand on paper: counters and time lines, as one manufacturer may read them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem, ChecklistVersion
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.days import day_of
from qc_desk.domain.loop_papers import PaperMoment, PaperThread
from qc_desk.domain.loop_words import ProblemEventKind, PromiseEventKind, PromiseStanding
from qc_desk.domain.problems import Problem
from qc_desk.domain.promises import Promise
from qc_desk.domain.report_words import MomentKind
from qc_desk.domain.sightings import ProblemEvent, Sighting
from qc_desk.services.shop_texts import ShopTexts

WINDOW = 90  # days in which sightings are counted


class ThreadReader:
    """Reads the story of a problem for one manufacturer, or the whole of it for ourselves.

    A manufacturer reads of their own goods and their own promises; what others made, what was
    promised to customers and who complained is none of their business.
    """

    def __init__(
        self,
        session: Session,
        at: datetime,
        zone: str,
        maker_id: int | None,
        texts: ShopTexts | None = None,
    ) -> None:
        """Read as of a moment, for the manufacturer with this id, in the words of their texts."""
        self._session, self._texts = session, texts or ShopTexts("")
        self._at, self._zone, self._maker_id = at, zone, maker_id

    def thread(self, problem: Problem, versions: Sequence[ChecklistVersion] = ()) -> PaperThread:
        """Return a problem with its time line; what was merged into it counts.

        ``versions`` are those whose items may say its item in the reader's language.
        """
        seen = self._sightings(problem)
        promises = self._promises(problem)
        today = day_of(self._at, self._zone)
        since = today - timedelta(days=WINDOW)
        moments = [*self._seen(seen), *self._promised(promises), *self._claimed(problem)]
        return PaperThread(
            name=problem.name,
            code=problem.code.code,
            code_name=self._texts.defect(problem.code),
            item=self._item(problem, versions),
            status=problem.status,
            times=len({s.batch_id or -s.id for s in seen if since <= s.made_on}),
            days=WINDOW,
            recurrences=sum(each.refutes for each in seen),
            promised_on=tuple(sorted(day_of(p.made_at, self._zone) for p in promises if p.is_fix)),
            moments=tuple(sorted(moments, key=lambda each: each.on)),
        )

    def _item(self, problem: Problem, versions: Sequence[ChecklistVersion]) -> str:
        kept = problem.item_code, problem.item_title
        for version in versions:
            for item in version.items:
                if (item.code, item.title) == kept:
                    return self._texts.title(version, item)
        return told_item(self._session, problem, self._texts)

    def _sightings(self, problem: Problem) -> list[Sighting]:
        """Return those that stand, on goods of the manufacturer."""
        standing = [
            each
            for thread in problem.threads
            for each in thread.sightings
            if each.replaced_by is None
        ]
        if self._maker_id is None:
            return standing
        ids = {each.batch_id for each in standing if each.batch_id}
        made = select(Batch.id).where(Batch.id.in_(ids), Batch.manufacturer_id == self._maker_id)
        own = set(self._session.scalars(made))
        return [each for each in standing if each.batch_id in own]

    def _promises(self, problem: Problem) -> list[Promise]:
        promises = [each for thread in problem.threads for each in thread.promises]
        if self._maker_id is None:
            return promises
        return [each for each in promises if each.manufacturer_id == self._maker_id]

    def _seen(self, sightings: Iterable[Sighting]) -> Iterable[PaperMoment]:
        for each in sightings:
            kind = MomentKind.SEEN_AGAIN if each.refutes else MomentKind.SEEN
            where = self._where(each)
            yield PaperMoment(on=each.made_on, kind=kind, where=where, quantity=each.quantity)

    def _where(self, seen: Sighting) -> str:
        """Return the batch, or for ourselves the complaint without one."""
        if seen.batch_id is not None:
            return self._session.get_one(Batch, seen.batch_id).number
        return self._session.get_one(Complaint, seen.complaint_id).name

    def _promised(self, promises: Iterable[Promise]) -> Iterable[PaperMoment]:
        for each in promises:
            made = day_of(each.made_at, self._zone)
            if each.is_fix:
                yield PaperMoment(
                    on=made, kind=MomentKind.PROMISED, words=each.text, due_on=each.due_now[0]
                )
            yield from self._ended(each)

    def _ended(self, promise: Promise) -> Iterable[PaperMoment]:
        """Return how a promise ended: kept, broken by the clock, done too late."""
        if promise.standing(self._at) is PromiseStanding.BROKEN:
            due = promise.due_now[0]
            yield PaperMoment(on=due, kind=MomentKind.BROKEN, words=promise.text)
        done = promise.done
        if done is not None:
            kept = done.kind is PromiseEventKind.KEPT
            yield PaperMoment(
                on=day_of(done.at, self._zone),
                kind=MomentKind.KEPT if kept else MomentKind.LATE,
                words=promise.text,
            )

    def _claimed(self, problem: Problem) -> Iterable[PaperMoment]:
        kinds = {
            ProblemEventKind.FIX_CLAIMED: MomentKind.CLAIMED,
            ProblemEventKind.PROVEN: MomentKind.PROVEN,
        }
        for event in self._events(problem):
            if event.kind in kinds:
                yield PaperMoment(
                    on=day_of(event.at, self._zone),
                    kind=kinds[event.kind],
                    words=event.words if event.kind is ProblemEventKind.FIX_CLAIMED else "",
                    due_on=event.fixed_from,
                )

    def _events(self, problem: Problem) -> list[ProblemEvent]:
        return [event for thread in problem.threads for event in thread.events]


def told_item(session: Session, problem: Problem, texts: ShopTexts) -> str:
    """Return the item that a problem was found at, as the newest version says it that has it."""
    found = session.execute(
        select(ChecklistVersion, CheckItem)
        .join(CheckItem, CheckItem.version_id == ChecklistVersion.id)
        .where(CheckItem.code == problem.item_code, CheckItem.title == problem.item_title)
        .order_by(CheckItem.id.desc())
        .limit(1)
    ).first()
    return texts.title(*found) if found is not None else problem.item_title


def problems_on(session: Session, batch: Batch) -> list[Problem]:
    """Return the problems that were seen on a batch, by number."""
    found = session.scalars(
        select(Problem)
        .join(Sighting, Sighting.problem_id == Problem.id)
        .where(Sighting.batch_id == batch.id)
    )
    finals = {each.final.id: each.final for each in found}
    return sorted(finals.values(), key=lambda each: each.number)
