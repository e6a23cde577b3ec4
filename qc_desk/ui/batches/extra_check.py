"""The extra check that a stop-ship asks of a batch: what is asked, and its answer."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from qc_desk.domain.refusals import QcError
from qc_desk.domain.vocabulary import Result
from qc_desk.i18n import _, quoted
from qc_desk.services.batch_details import BatchDetail
from qc_desk.services.sites import UNFINISHED
from qc_desk.services.stop_ship import (
    ExtraCheckEntry,
    StopRow,
    answer_extra_check,
    stops_for,
)
from qc_desk.services.stopped_batches import why_not_answer
from qc_desk.ui.banner import Banner, Verb
from qc_desk.ui.buttons import Button
from qc_desk.ui.fields import Field, NoteField
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Page
from qc_desk.ui.problems.asking import Question, ask
from qc_desk.ui.states import Look
from qc_desk.ui.theme import SPACE_M, Tone


def stop_banners(page: Page, detail: BatchDetail) -> list[Banner]:
    """Return a banner for each stop-ship that a batch is under while it is not decided."""
    person = page.kit.presence.person
    if person is None or detail.status not in UNFINISHED:
        return []
    batch_id, by = detail.seen.batch_id, person.person_id
    stops, refusal = page.kit.records.read(
        lambda s: (stops_for(s, batch_id, by), why_not_answer(s, batch_id, by))
    )
    return [_banner(page, detail, row, refusal) for row in stops]


def _banner(page: Page, detail: BatchDetail, row: StopRow, refusal: QcError | None) -> Banner:
    """Say what is asked and what it has shown; ``refusal`` says why this person cannot answer."""
    look: Look = (Tone.PASS, "circle-check") if row.passed else (Tone.FAIL, "octagon-alert")
    said = quoted(row.check)
    word = _("Stop-ship {problem}").format(problem=row.problem)
    if row.result is None:
        told = _("It cannot be released before somebody has passed this extra check.")
    elif row.passed:
        told = _("Extra check passed by {person}: {note}")
    else:
        told = _("Extra check failed by {person}: {note}")
    told = told.format(person=row.answered_by, note=row.note)
    primary = None
    if refusal is None:
        text = _("Answer the extra check…") if row.result is None else _("Answer it again…")
        primary = Verb(text, "list-checks", partial(_answer, page, detail, row), "extra_check")
    elif not row.passed:
        told = f"{told} {refusal}"
    problem = Verb(
        _("Look at {problem}").format(problem=row.problem),
        "arrow-right",
        partial(page.kit.go_to, "problems", row.problem_id),
    )
    return Banner(look, word, f"{said}\n{told}", primary, [problem])


def _answer(page: Page, detail: BatchDetail, row: StopRow) -> None:
    """Ask what the extra check has shown, and note it."""
    batch_id = detail.seen.batch_id
    question = Question(
        page,
        f"batch/{batch_id}/extra_check/{row.problem_id}",
        _("Extra check of batch {batch}").format(batch=detail.entry.number),
        quoted(row.check),
    )
    result = question.form.add("result", OutcomeField(_("What did it show?")))
    note = question.form.add("note", NoteField(_("How one can see it"), required=True))
    question.finish(_("Note the extra check"), "list-checks")

    def entry() -> ExtraCheckEntry:
        return ExtraCheckEntry(
            problem_id=row.problem_id,
            batch_id=batch_id,
            result=result.value() or Result.NOT_APPLICABLE,
            note=note.text(),
        )

    ask(page.kit, question, lambda s, by, at: answer_extra_check(s, entry(), by, at))


class OutcomeField(Field[Result]):
    """Pass or fail: one tap."""

    def __init__(self, label: str) -> None:
        """Offer both."""
        line = QWidget()
        super().__init__(label, line, required=True)
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE_M)
        self.chips = {
            Result.PASS: Button(_("Passed"), "", "circle-check"),
            Result.FAIL: Button(_("Failed"), "", "circle-x"),
        }
        for number, (result, chip) in enumerate(self.chips.items()):
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.clicked.connect(partial(self._choose, result))
            grid.addWidget(chip, 0, number)
        line.setFocusProxy(self.chips[Result.PASS])

    def _choose(self, result: Result, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (Qt)
        """Choose one of both."""
        self.set_text(result.value)
        self._edited()

    @override
    def text(self) -> str:
        """Return the result as it is kept in a draft."""
        chosen = self.value()
        return chosen.value if chosen is not None else ""

    @override
    def set_text(self, text: str) -> None:
        """Choose what a draft kept."""
        for result, chip in self.chips.items():
            chip.setChecked(result.value == text)

    @override
    def value(self) -> Result | None:
        """Return the chosen result."""
        return next((each for each, chip in self.chips.items() if chip.isChecked()), None)
