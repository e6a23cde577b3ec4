"""What tools/screenshots.py shows: each scene brings the window to a place worth a picture."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QScrollArea,
    QWidget,
)
from sqlalchemy import select

from qc_desk.domain.complaint_statements import ComplaintLink
from qc_desk.domain.loop_words import Discipline, Standing
from qc_desk.domain.overlay import Shape, ShapeKind
from qc_desk.domain.refusals import QcError
from qc_desk.domain.vocabulary import ItemKind, Result
from qc_desk.i18n import speak
from qc_desk.services import batch_lists, inspections, people, second_checks
from qc_desk.services.checklist_drafts import begin_draft
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.services.corrective_action_lists import corrective_action_rows
from qc_desk.services.photo_views import PhotoKey
from qc_desk.services.photos import PhotoPlace, attach_photo
from qc_desk.services.problem_lists import ProblemFilter, ProblemRow, problem_rows
from qc_desk.services.report_lists import report_rows
from qc_desk.services.sample_photos import sample_photo
from qc_desk.ui.photos.dialog import PhotoDialog

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.ui.main_window import MainWindow
    from qc_desk.ui.start_up import StartUp

    Scene = Callable[[MainWindow], QWidget]

SETTLE_MS = 450
PATIENCE_MS = 20_000
OWNER = "mira"  # of the sample shop: she may do everything


def wait_for(condition: Callable[[], Any]) -> Any:
    """Wait for something that is true in the end; returns it."""
    end = monotonic() + PATIENCE_MS / 1000
    while not (found := condition()):
        if monotonic() > end:
            message = "the window did not come so far"
            raise TimeoutError(message)
        QTest.qWait(20)
    return found


def settle() -> None:
    """Let workers bring their rows and the window paint them."""
    QTest.qWait(SETTLE_MS)
    QApplication.processEvents()


def of_a_new_record(start: "StartUp", language: str) -> Iterator[tuple[str, QWidget]]:
    """Show the first start, with something wrong, and what comes after it."""
    first: Any = wait_for(lambda: start.on_top)
    yield "first_start", start.window
    form = first.form
    form.organisation.set_text("Keramika Zlatibor d.o.o.")
    form.passwords.first.set_text("password1234")
    form.passwords.second.set_text("pass")
    form.check()
    yield "first_start_wrong", start.window
    form.site.set_text("Novi Sad")
    form.owner.set_text("Mira Kovač")
    form.fields["time_zone"].set_text("Europe/Belgrade")
    form.tongue.choose(language)
    for field in (form.passwords.first, form.passwords.second):
        field.set_text("river button candle seven")
    first.begin()
    wait_for(lambda: hasattr(first, "steps"))
    yield "first_start_next", start.window


def of_the_shop(start: "StartUp", language: str) -> Iterator[tuple[str, QWidget]]:
    """Show the door and every page of a shop to its owner."""
    window = start.window
    door: Any = wait_for(lambda: start.door)
    wait_for(door.screen.isVisible)
    wait_for(lambda: window.records.ready)
    yield "lock_screen", window
    door.screen.hide()
    door.let_in(window.records.read(lambda s: people.person_of_login(s, OWNER)))
    speak(language)
    window.retranslate()
    for name, scene in SCENES.items():
        try:
            yield name, scene(window)
        except LookupError as nothing:
            print(f"{name}: not in this shop ({nothing})")
    window.go_to("settings")
    for name in list(window.page._entries):  # type: ignore[union-attr]  # noqa: SLF001
        window.go_to("settings", name)
        yield f"settings_{name}", window


def _owner(window: "MainWindow") -> int:
    person = window.presence.person
    if person is None:
        raise LookupError(OWNER)
    return person.person_id


def _plain(place: str, *facts: object) -> "Scene":
    """Return the scene of a place as it opens."""

    def scene(window: "MainWindow") -> QWidget:
        window.go_to(place, *facts)
        return window

    return scene


def _first_batch(window: "MainWindow") -> int:
    return window.records.read(
        lambda s: batch_lists.first_batches(s, batch_lists.BatchFilter(), 40)[-1].id
    )


def _batch(window: "MainWindow") -> QWidget:
    window.go_to("batches", _first_batch(window))
    return window


def _check(window: "MainWindow") -> Any:
    """Open a first check, begun now if none is open; returns its page."""
    by, at = _owner(window), window.records.now()
    mine = window.records.read(lambda s: inspections.open_checks(s, by))
    if mine:
        window.go_to("check", mine[0].inspection_id)
    else:
        begin = window.records.read(lambda s: inspections.batches_to_begin(s, by))
        if not begin:
            message = "no batch to begin"
            raise LookupError(message)
        window.go_to(
            "check",
            window.records.change(
                lambda s: inspections.open_first_check(s, begin[0].batch_id, by, at)
            ),
        )
    settle()
    return window.page


def _item(page: Any, kind: ItemKind) -> None:
    """Go to the first open item of a kind."""
    found = (
        n for n, item in enumerate(page.sheet.items) if item.kind is kind and item.answer is None
    )
    page.go_to_item(next(found))


def _check_item(window: "MainWindow") -> QWidget:
    _item(_check(window), ItemKind.PASS_FAIL)
    return window


def _check_measure(window: "MainWindow") -> QWidget:
    page = _check(window)
    _item(page, ItemKind.MEASUREMENT)
    page.view.card.measure.line.setText("999")
    page.view.card.measure.line.textEdited.emit("999")
    return window


def _check_defect(window: "MainWindow") -> QWidget:
    page = _check(window)
    _item(page, ItemKind.PASS_FAIL)
    page.work.answer(Result.FAIL)
    return window


def _check_summary(window: "MainWindow") -> QWidget:
    page = _check(window)
    page.work.defects.leave()
    page.show_summary()
    return window


def _side_by_side(window: "MainWindow") -> QWidget:
    window.go_to("second_check", window.records.read(_compared_by(_owner(window))))
    return window


def _compared_by(by: int) -> "Callable[[Session], int]":
    """Return what finds a batch whose checks can be laid side by side, with differences if any."""

    def find(session: "Session") -> int:
        found: list[tuple[int, bool, int]] = []
        for row in batch_lists.first_batches(session, batch_lists.BatchFilter(), 200):
            try:
                shown = second_checks.side_by_side(session, row.id, by)
            except QcError:
                continue
            differing = sum(pair.differs for pair in shown.pairs)
            found.append((differing, shown.rejection_refusal is None, row.id))
        if not found:
            message = "no batch was checked twice"
            raise LookupError(message)
        return max(found)[2]

    return find


def _sign(window: "MainWindow") -> QWidget:
    from qc_desk.ui.sign_dialog import SignDialog  # noqa: PLC0415 (on use)

    _side_by_side(window)
    page: Any = window.page
    asked = page.both.decision.asked
    (asked.reject if page.both.shown.rejection_refusal is None else asked.alone).emit()
    dialog = next((each for each in window.findChildren(SignDialog) if each.isVisible()), None)
    if dialog is None:
        message = "nothing can be signed"
        raise LookupError(message)
    return dialog


def _preview(window: "MainWindow") -> QWidget:
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    newest = window.records.read(lambda s: report_rows(s)[0].id)
    window.go_to("reports", newest)
    wait_for(lambda: not window.jobs._running)  # noqa: SLF001 (quiet jobs too)
    return window


def _insights(window: "MainWindow", below: int = 0) -> QWidget:
    """Show the pictures once all are counted, scrolled down so many px."""
    window.go_to("insights")
    wait_for(lambda: not window.jobs._running)  # noqa: SLF001 (quiet jobs too)
    assert window.page is not None  # noqa: S101 (for the type checker)
    area = window.page.findChild(QScrollArea)
    assert area is not None  # noqa: S101
    QTest.qWait(100)
    area.verticalScrollBar().setValue(below)
    return window


def _complaint(window: "MainWindow") -> QWidget:
    """Show a complaint of which a batch is confirmed, so that it tells how it escaped."""
    rows = window.records.read(
        lambda s: s.scalars(
            select(ComplaintLink.complaint_id)
            .where(ComplaintLink.standing == Standing.CONFIRMED)
            .order_by(ComplaintLink.id.desc())
        ).all()
    )
    if not rows:
        message = "no confirmed complaint"
        raise LookupError(message)
    window.go_to("complaints", rows[0])
    return window


def _worst_problem(window: "MainWindow") -> ProblemRow:
    """Return the problem that came back most often."""
    rows = window.records.read(lambda s: problem_rows(s, ProblemFilter(seen_once=True)))
    if not rows:
        message = "no problem"
        raise LookupError(message)
    return max(rows, key=lambda row: row.recurrences)


def _problem(window: "MainWindow") -> QWidget:
    window.go_to("problems", _worst_problem(window).id)
    return window


def _action(window: "MainWindow", discipline: Discipline) -> QWidget:
    """Show the corrective action of the worst problem, at one of its disciplines."""
    problem = _worst_problem(window).id
    rows = window.records.read(lambda s: corrective_action_rows(s, window.records.now().date()))
    found = next((row.id for row in rows if row.problem_id == problem), None)
    if found is None:
        message = "no corrective action"
        raise LookupError(message)
    window.go_to("problems", "action", found)
    page: Any = window.page
    page.action.choose(discipline)
    return window


def _manual(window: "MainWindow", part: str) -> QWidget:
    """Show a checklist with pictures: read, or written anew."""
    rows = window.records.read(checklist_rows)
    chosen = next(row for row in rows if row.code == "ceramic-tableware")
    window.go_to("manual", chosen.id)
    page: Any = window.page
    if part == "write":
        by, at = _owner(window), window.records.now()
        draft = window.records.change(
            lambda s: begin_draft(s, chosen.id, chosen.effective_id, by, at)
        )
        window.go_to("manual", "draft", draft)
        places = [n for n, item in enumerate(page.editor.state.entry.items) if item.pictures]
        page.editor.state.choose(places[0])
        settle()
        for area in page.editor.findChildren(QScrollArea):
            if area.isAncestorOf(page.editor.form.pictures):
                area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return window


def _check_pictures(window: "MainWindow") -> QWidget:
    """Show an item of a check with its pictures of good and bad."""
    page = _check(window)
    places = [n for n, item in enumerate(page.sheet.items) if item.pictures]
    if not places:
        message = "no item with pictures"
        raise LookupError(message)
    page.go_to_item(places[0])
    return window


def _annotation(window: "MainWindow") -> QWidget:
    """Show a photo with marks, drawn over here where it may be."""
    page = _check(window)
    page.go_to_item(0)
    by, at, item = _owner(window), window.records.now(), page.sheet.items[0]
    place = PhotoPlace(item_id=item.item_id, unit_number=item.unit_number)
    prepared = sample_photo("glaze", 1)
    key = PhotoKey(
        window.records.change(
            lambda s: attach_photo(s, page.sheet.inspection_id, prepared, place, by, at)
        )
        or 0
    )
    dialog = PhotoDialog(page.kit, page, key)
    dialog.open()
    dialog.sketch.add(Shape(ShapeKind.CIRCLE, 0.35, 0.3, 0.66, 0.72))
    dialog.sketch.add(Shape(ShapeKind.ARROW, 0.2, 0.85, 0.4, 0.62))
    dialog.sketch.add(Shape(ShapeKind.TEXT, 0.04, 0.8, 0.44, 0.8, text="3 mm"))
    dialog.canvas.changed.emit()
    settle()
    dialog.canvas.fit()
    _DIALOGS.append(dialog)
    return dialog


_DIALOGS: list[QDialog] = []  # a dialog that nobody holds is closed

SCENES: dict[str, "Scene"] = {
    "today": _plain("today"),
    "batches": _plain("batches"),
    "batch": _batch,
    "batch_new": _plain("batches", "new"),
    "check_start": _plain("check"),
    "check_item": _check_item,
    "check_measure": _check_measure,
    "check_defect": _check_defect,
    "check_summary": _check_summary,
    "second_check": _plain("second_check"),
    "side_by_side": _side_by_side,
    "sign": _sign,
    "complaints": _plain("complaints"),
    "complaint": _complaint,
    "complaint_new": _plain("complaints", "new"),
    "problems": _plain("problems"),
    "problem": _problem,
    "problem_causes": partial(_action, discipline=Discipline.D4),
    "problem_actions": partial(_action, discipline=Discipline.D5),
    "reports": _plain("reports"),
    "report": _preview,
    "promises": _plain("promises"),
    "review": _plain("review"),
    "manual": _plain("manual"),
    "manual_write": partial(_manual, part="write"),
    "procedures": _plain("procedures"),
    "training": _plain("training"),
    "across": _plain("across"),
    "agreement": _plain("agreement"),
    "check_pictures": _check_pictures,
    "annotation": _annotation,
    "insights": _insights,
    "insights_below": partial(_insights, below=620),
    "insights_end": partial(_insights, below=9000),
}


def data_copy(data: Path, folder: Path) -> Path:
    """Copy a shop that nobody has open, so that scenes may write to it."""
    import shutil  # noqa: PLC0415 (on use)

    target = folder / "shop"
    shutil.copytree(data, target, ignore=shutil.ignore_patterns("backups", "*.lock"))
    return target
