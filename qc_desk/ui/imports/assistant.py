"""The mapping assistant: somebody else's table comes in, with a look at every step."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, format_integer
from qc_desk.services import import_mappings, import_previews, refused_rows
from qc_desk.services.customers import customer_rows
from qc_desk.services.imports import Manner
from qc_desk.services.sheets import SheetForm
from qc_desk.services.sites import site_rows
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.files import choose_file, choose_target
from qc_desk.ui.flow import Flow
from qc_desk.ui.imports.columns_card import ColumnsCard
from qc_desk.ui.imports.constants_card import ChannelCard, Choices, ConstantsCard
from qc_desk.ui.imports.intakes import Intake
from qc_desk.ui.imports.result_card import ResultCard
from qc_desk.ui.imports.understood_card import UnderstoodCard
from qc_desk.ui.imports.written_card import WrittenCard
from qc_desk.ui.overrides import override
from qc_desk.ui.scrolling import Scrolling
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.theme import SPACE_L, SPACE_M, Tone

if TYPE_CHECKING:
    from qc_desk.services.import_mappings import ImportMapping
    from qc_desk.services.import_previews import Preview, Sample
    from qc_desk.services.imports import ImportResult
    from qc_desk.ui.jobs import Job
    from qc_desk.ui.pages import Kit

_WIDE, _HIGH = 1180, 760  # px
_ROOMY = 1000  # px from which three fields stand side by side


class Assistant(Dialog):
    """Says which column of a file is what, shows how its first rows are meant, and imports."""

    def __init__(self, kit: "Kit", parent: QWidget | None, intake: Intake) -> None:
        """Lay the steps out; nothing is read yet."""
        super().__init__(parent, _(intake.title), _("Reading the file…"))
        self.kit, self.intake, subject = kit, intake, intake.subject
        self.file = Path()
        self.sample: Sample | None = None
        self.mapping: ImportMapping | None = None
        self.preview: Preview | None = None
        self.job: Job | None = None
        room = parent.window().size() if parent is not None else None
        self.resize(
            min(_WIDE, room.width() - 40) if room else _WIDE,
            min(_HIGH, room.height() - 40) if room else _HIGH,
        )
        roomy = self.width() >= _ROOMY
        self.written = WrittenCard(subject, 3 if roomy else 2)
        self.columns = ColumnsCard(subject)
        self.constants = ConstantsCard(subject, self._choices(), 4 if roomy else 2)
        self.channels = ChannelCard(3 if roomy else 2)
        self.understood, self.outcome = UnderstoodCard(subject), ResultCard()
        self._lay_steps()
        self._add_verbs()
        self._connect()
        self._show_step(None)

    def _lay_steps(self) -> None:
        """Put the two steps on each other, below what is said."""
        self.trouble, self.steps, self.head = Notice(), QStackedWidget(), self._head()
        cards = (self.columns, self.written, self.constants, self.channels, self.understood)
        self.mapping_step = _scrolling(*cards)
        self.result_step = _scrolling(self.outcome)
        self.steps.addWidget(self.mapping_step)
        self.steps.addWidget(self.result_step)
        self.body.addWidget(self.head)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.steps, stretch=1)
        self.body.addStretch(0)  # what is said stays on top while there is no step below it
        self.body.addLayout(self._progress())

    def _choices(self) -> Choices:
        """Return the names that constants are chosen from."""
        return self.kit.records.read(
            lambda session: Choices(
                [row.name for row in site_rows(session)],
                [row.name for row in customer_rows(session)],
            )
        )

    def _progress(self) -> QHBoxLayout:
        """Lay out how far the import is, and what stops it."""
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)  # it is too low for words; they stand above
        self.bar.setAccessibleName(_("How far the import is"))
        self.stop = button(_("Stop"), self._stop, "", "x")
        self.stop.setAutoDefault(False)
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        line.addWidget(self.bar, stretch=1)
        line.addWidget(self.stop)
        return line

    def _head(self) -> QWidget:
        """Lay out how far the mapping is, and where it comes from and goes to."""
        self.load = button(_("Load a mapping…"), self._load, "", "folder-open")
        self.save = button(_("Save the mapping…"), self._save, "", "save")
        head = QWidget()
        flow = Flow(head, SPACE_M)
        for verb in (self.load, self.save):
            verb.setAutoDefault(False)
            flow.addWidget(verb)
        flow.addWidget(self.understood.state)
        return head

    def _add_verbs(self) -> None:
        """Put the verbs at the bottom."""
        self.leave = self.add_verb(_("Close"), accepts=False)
        self.take = button(_(self.intake.take), self.import_all, "primary", "check")
        self.take.setAutoDefault(False)
        self.verbs.addWidget(self.take)

    def _connect(self) -> None:
        self.written.form_changed.connect(self._read_again)
        for changed in (
            self.written.meaning_changed,
            self.columns.changed,
            self.constants.changed,
            self.channels.changed,
        ):
            changed.connect(self._choose)
        self.outcome.back.connect(lambda: self._show_step(self.mapping_step))
        self.outcome.skipped.connect(partial(self._import, skip_refused=True))
        self.outcome.saved.connect(self._save_refused)

    # Reading

    def look_at(self, file: Path, mapping: "ImportMapping | None" = None) -> None:
        """Read a file and show how it is understood; without a mapping by its headings."""
        self.file = file
        form = mapping.form if mapping is not None else SheetForm()
        self._read(form, mapping)

    def _read_again(self) -> None:
        """Read the file in the way that is chosen now."""
        if self.mapping is not None:
            form = self.written.form()
            kept = None if form.header != self.mapping.form.header else self.mapping
            self._read(form, replace(kept, form=form) if kept is not None else None)

    def _read(self, form: SheetForm, mapping: "ImportMapping | None") -> None:
        file = self.file
        self.text.setText(_("Reading {file}…").format(file=file.name))
        self.text.show()
        self.job = self.kit.jobs.start(
            _("Reading {file}").format(file=file.name),
            lambda _job: import_previews.read_sample(file, form),
            lambda sample: self._show_sample(sample, mapping),
            refused=self._refuse,
            quiet=True,
        )

    def _show_sample(self, sample: "Sample", mapping: "ImportMapping | None") -> None:
        self.sample = sample
        self.mapping = mapping or import_previews.suggested_mapping(sample, self.intake.subject)
        self._tell_lead()
        self.columns.show_sample(sample)
        self._show_step(self.mapping_step)
        self._understand()

    def _tell_lead(self) -> None:
        self.text.setText(_(self.intake.lead).format(file=self.file.name))

    # Choosing

    def _choose(self) -> None:
        """Take what is chosen now into the mapping, and show what it means."""
        if self.mapping is None:
            return
        columns = self.columns.columns()
        values = dict(self.mapping.values)
        values["channel"] = self.channels.values()
        self.mapping = replace(
            self.mapping,
            source=self.written.source.text().strip(),
            dates=self.written.chosen_dates(self.mapping),
            columns=columns,
            constants=self.constants.constants(columns),
            values={key: each for key, each in values.items() if each},
            create_customers=self.constants.make.isChecked(),
        )
        self._understand()

    def _understand(self) -> None:
        """Show the first rows as the mapping understands them."""
        sample, mapping = self.sample, self.mapping
        if sample is None or mapping is None:
            return
        by, at = self._by, self.kit.records.now()
        try:
            preview = self.kit.records.read(
                lambda session: self.intake.understand(session, sample, mapping, by, at)
            )
        except QcError as refusal:
            self._refuse(refusal)
            return
        self.preview = preview
        self._say("")
        self.columns.show_columns(mapping.columns, preview.places)
        self.written.show_preview(preview)
        self.constants.show_constants(mapping)
        self.channels.show_words(preview.channel_words, mapping.values.get("channel", {}))
        self.understood.show_preview(preview)
        named = bool(mapping.source) or not self.intake.subject.listed
        ready = sample.count and not preview.problems and preview.dates_sure
        self.take.setEnabled(bool(ready and named))

    # Mappings

    def _load(self) -> None:
        """Read a mapping from a file and understand the table by it."""
        file = choose_file(self, _("Load a mapping"), _mappings())
        if file is None:
            return
        try:
            mapping = import_mappings.read_import_mapping(file, self.intake.subject)
        except QcError as refusal:
            self._refuse(refusal)
            return
        self.look_at(self.file, mapping)

    def _save(self) -> None:
        """Write the mapping as it is chosen now."""
        if self.mapping is None:
            return
        name = f"{self.file.stem}.toml"
        file = choose_target(self, _("Save the mapping"), name, _mappings())
        if file is None:
            return
        try:
            import_mappings.write_import_mapping(file, self.mapping)
        except QcError as refusal:
            self._refuse(refusal)
            return
        self._say(_("The mapping is saved as {file}.").format(file=file.name))

    # Importing

    def import_all(self) -> None:
        """Bring the rows in, all or none."""
        self._import(skip_refused=False)

    def _import(self, *, skip_refused: bool) -> None:
        sample, mapping, file, desk = self.sample, self.mapping, self.file, self.kit.records.desk
        if sample is None or mapping is None:
            return
        by, at = self._by, self.kit.records.now()

        def work(job: "Job") -> "ImportResult":
            manner = Manner(
                skip_refused=skip_refused, progress=lambda rows: job.step(rows, sample.count)
            )
            return self.intake.bring(desk, file, mapping, by, at, manner)

        self._say("")
        self._show_step(None)
        self.bar.setRange(0, max(sample.count, 1))
        self.bar.setValue(0)
        self._show_progress(busy=True)
        self._tell_progress(0)
        self.job = self.kit.jobs.start(
            _("Bringing in {file}").format(file=file.name),
            work,
            self._show_result,
            refused=self._refuse,
        )
        self.job.progressed.connect(lambda done, _total: self._tell_progress(done))
        self.job.ended.connect(self._ended)

    def _tell_progress(self, rows: int) -> None:
        """Say how many rows were looked at."""
        self.bar.setValue(rows)
        said, all_ = _("Bringing in {file}: {done} of {all}"), format_integer(self.bar.maximum())
        self.text.setText(said.format(file=self.file.name, done=format_integer(rows), all=all_))

    def _stop(self) -> None:
        """Stop the import; nothing of it is kept."""
        if self.job is not None:
            self.job.cancel()
            self.stop.setEnabled(False)

    def _ended(self) -> None:
        """Come back to the columns after an import that was stopped."""
        self._show_progress(busy=False)
        if self.job is not None and self.job.cancelled:
            self._say(_("Stopped; nothing was kept."))
        self._tell_lead()
        self._show_step(self.mapping_step)
        self.job = None

    def _show_result(self, result: "ImportResult") -> None:
        if result.written and result.new:
            self.kit.records.changed.emit()
        self._result = result
        self.text.setText(_("What became of every row:"))
        self.outcome.show_result(result)
        self._show_step(self.result_step)
        if result.written:
            said = _("{file}: {new} new, {known} known already, {refused} refused.")
            self.kit.messages.succeed(
                said.format(
                    file=result.file_name,
                    new=format_integer(result.new),
                    known=format_integer(result.known),
                    refused=format_integer(len(result.refused)),
                )
            )

    def _save_refused(self) -> None:
        """Write the refused rows to a file, in a job."""
        name = f"{self.file.stem}-refused.csv"
        kinds = _("Comma separated (*.csv);;Excel workbook (*.xlsx)")
        target = choose_target(self, _("Save the refused rows"), name, kinds)
        mapping, file, refused = self.mapping, self.file, self._result.refused
        if target is None or mapping is None:
            return
        self.kit.jobs.start(
            _("Writing {file}").format(file=target.name),
            lambda _job: refused_rows.write_refused(file, mapping.form, refused, target),
            lambda _count: self._say(
                _("The refused rows are saved as {file}.").format(file=target.name)
            ),
            refused=self._refuse,
        )

    # Showing

    @property
    def _by(self) -> int:
        person = self.kit.presence.person
        return person.person_id if person is not None else 0

    def _refuse(self, refusal: QcError) -> None:
        """Say in the dialog what stands in the way; what was chosen stays."""
        self._say(str(refusal), tone=Tone.FAIL)
        if self.sample is None:
            self.text.hide()

    def _say(self, sentence: str, *, tone: Tone = Tone.PASS) -> None:
        self.trouble.say(sentence, tone)

    def _show_step(self, step: QWidget | None) -> None:
        """Show a step and its verbs; none while something runs."""
        self.steps.setVisible(step is not None)
        if step is not None:
            self.steps.setCurrentWidget(step)
        mapping = step is self.mapping_step
        self.head.setVisible(mapping)
        self.take.setVisible(mapping)
        if not self.bar.isVisible():
            self._show_progress(busy=False)

    def _show_progress(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.stop.setEnabled(True)
        self.leave.setVisible(not busy)

    @override
    def reject(self) -> None:
        """Close; an import that runs is stopped first."""
        self._stop()
        super().reject()


def _mappings() -> str:
    return _("Mappings (*.toml)")


def _scrolling(*cards: QWidget) -> Scrolling:
    """Return an area in which cards scroll, by finger too."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_L)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return Scrolling(inside)
