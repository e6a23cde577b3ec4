"""What an inspector does to the record during one check: each act a transaction of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qc_desk.domain.vocabulary import Result
from qc_desk.i18n import _
from qc_desk.services import defects, inspections, photos
from qc_desk.services.check_sheets import SheetItem
from qc_desk.services.desk import Session
from qc_desk.services.gauge_choices import GaugesAtHand, gauges_at_hand
from qc_desk.services.photos import PhotoPlace, PreparedPhoto
from qc_desk.ui.check.defect_panel import CaughtDefect
from qc_desk.ui.pages import Kit


@dataclass(frozen=True)
class Given:
    """What an answer holds beside its result: a number and what it was measured with, or words."""

    value: Decimal | None = None
    words: str = ""
    gauge_id: int | None = None


class Recorder(QObject):
    """Records for one inspection in the name of the person who does it."""

    kept = Signal()

    def __init__(self, kit: Kit, inspection_id: int, by: int) -> None:
        """Record for an inspection."""
        super().__init__()
        self._kit = kit
        self.inspection_id = inspection_id
        self.by = by

    def answer(
        self,
        item: SheetItem,
        result: Result,
        *,
        given: Given,
        note: str = "",
        reason: str = "",
    ) -> bool:
        """Keep an answer; false when it was refused, as when another one stands there by now."""
        entry = inspections.Entry(
            item_id=item.item_id,
            unit_number=item.unit_number,
            seen_answer_id=item.answer.id if item.answer is not None else None,
            result=result,
            value=given.value,
            words=given.words,
            gauge_id=given.gauge_id,
            note=note,
            reason=reason,
        )
        at = self._kit.records.now()
        kept = self._kit.records.change(
            lambda session: inspections.record_answer(
                session, self.inspection_id, entry, self.by, at
            )
        )
        return self._say(done=kept is not None)

    def gauges(self, kind: str) -> GaugesAtHand:
        """Return what can be measured with here, where an item asks for a kind of gauge."""
        at = self._kit.records.now()
        return self._kit.records.read(
            lambda session: gauges_at_hand(session, self.inspection_id, kind, self.by, at)
        )

    def defect(self, caught: CaughtDefect) -> bool:
        """Keep a defect with its photos, together or not at all."""
        at = self._kit.records.now()

        def record(session: Session) -> int:
            defect_id = defects.record_defect(
                session, self.inspection_id, caught.entry, self.by, at
            )
            place = PhotoPlace(defect_id=defect_id)
            shown = [(prepared, place) for prepared in caught.photos]
            if shown:
                photos.attach_photos(session, self.inspection_id, shown, self.by, at)
            return defect_id

        return self._say(done=self._kit.records.change(record) is not None)

    def same_defect(self, defect_id: int, item: SheetItem) -> bool:
        """Note that an item failed because of a defect that is recorded already."""
        seen = defects.SeenAgain(
            item_id=item.item_id,
            unit_number=item.unit_number,
            more_pieces=1 if item.unit_number else 0,
        )
        at = self._kit.records.now()

        def record(session: Session) -> bool:
            defects.see_again(session, defect_id, seen, self.by, at)
            return True

        return self._say(done=bool(self._kit.records.change(record)))

    def read_files(self, files: list[Path], then: Callable[[PreparedPhoto], object]) -> None:
        """Read photos beside the window; each is handed on when it is ready."""
        for file in files:
            self._read_file(file, then)

    def _read_file(self, file: Path, then: Callable[[PreparedPhoto], object]) -> None:
        self._kit.jobs.start(
            _("Reading photo {name}").format(name=file.name),
            lambda _job: photos.read_photo(file),
            lambda made: _ignore(then(made)),
        )

    def read_pasted(self, raw: bytes, then: Callable[[PreparedPhoto], object]) -> None:
        """Read a pasted picture beside the window."""
        name = _("pasted picture")
        self._kit.jobs.start(
            _("Reading photo {name}").format(name=name),
            lambda _job: photos.prepare_photo(raw, name),
            lambda made: _ignore(then(made)),
        )

    def attach(self, prepared: PreparedPhoto, place: PhotoPlace) -> bool:
        """Keep a photo with an item or a defect."""
        at = self._kit.records.now()

        def record(session: Session) -> int:
            return photos.attach_photo(session, self.inspection_id, prepared, place, self.by, at)

        return self._say(done=self._kit.records.change(record) is not None)

    def withdraw(self, reason: str) -> bool:
        """Take the inspection back."""
        at = self._kit.records.now()

        def record(session: Session) -> bool:
            inspections.withdraw(session, self.inspection_id, reason, self.by, at)
            return True

        return bool(self._kit.records.change(record))

    def submit(self) -> bool:
        """Close the second check for changes."""
        at = self._kit.records.now()

        def record(session: Session) -> bool:
            inspections.submit_second(session, self.inspection_id, self.by, at)
            return True

        return bool(self._kit.records.change(record))

    def _say(self, *, done: bool) -> bool:
        """Say that something was kept."""
        if done:
            self.kept.emit()
        return done


def _ignore(_answer: object) -> None:
    """Take what a callback returns, and do nothing with it."""
