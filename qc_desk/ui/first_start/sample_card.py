"""The way into the sample shop, for a look around before anything real is entered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from qc_desk.i18n import _
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.jobs import Job
from qc_desk.ui.pages import Kit


class SampleCard(Card):
    """Makes the sample shop and shows how far it is."""

    began = Signal()
    made = Signal()
    failed = Signal(object)

    def __init__(self, kit: Kit) -> None:
        """Say what the sample shop is."""
        super().__init__(_("Only looking around?"))
        self._kit = kit
        self.said = words(
            _(
                "The sample shop has three sites, six people and forty batches. Try everything in"
                " it; later choose another folder and begin with your own."
            )
        )
        self.bar = QProgressBar(textVisible=False)
        self.bar.hide()
        self.open = button(_("Open the &sample shop"), self.make, picture="store")
        self.body.addWidget(self.said)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.open)

    def make(self) -> None:
        """Make the shop in a job; half a minute at most, usually a few seconds."""
        desk, now = self._kit.records.desk, self._kit.records.now()

        def work(job: Job) -> None:
            from qc_desk.reports import print_paper  # noqa: PLC0415 (on use)
            from qc_desk.services.sample_shop import make_sample_shop  # noqa: PLC0415 (on use)

            make_sample_shop(desk, now, print_paper, job.step)

        self.open.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.said.setText(_("Making people, products, batches and their reports…"))
        self.began.emit()
        job = self._kit.jobs.start(
            _("Making the sample shop"), work, lambda _done: self.made.emit(), refused=self._fail
        )
        job.progressed.connect(self._show)

    def _show(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        said = _("Batch {done} of {total} is checked and signed…")
        self.said.setText(said.format(done=done, total=total))

    def _fail(self, refusal: object) -> None:
        """Take the progress back and tell what happened."""
        self.bar.hide()
        self.open.setEnabled(True)
        self.failed.emit(refusal)
