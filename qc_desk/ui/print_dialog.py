"""A print-out as it will come out, and what is done with it: printed or saved as a file."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qc_desk.i18n import _, ngettext
from qc_desk.reports.preview import Preview
from qc_desk.ui.buttons import button
from qc_desk.ui.dialogs import Dialog
from qc_desk.ui.files import choose_target, reports_to_write
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.reports.sheets import Sheets

if TYPE_CHECKING:
    from qc_desk.services.print_outs import PrintedPaper

_WIDTH, _HEIGHT = 760, 620  # px: at 150 % a workstation shows 853 x 533


class PrintDialog(Dialog):
    """The pages of a print-out, and what is done with them."""

    def __init__(self, parent: QWidget, kit: Kit, made: "PrintedPaper") -> None:
        """Show the pages."""
        super().__init__(
            parent,
            made.name,
            _("A print-out grows old. The record does not keep it and gives it no number."),
        )
        self._kit, self.made = kit, made
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sheets = Sheets(kit.jobs)
        self.sheets.setAccessibleName(_("Pages of the print-out"))
        self.body.addWidget(self.sheets, stretch=1)
        self.leave = self.add_verb(_("Close"), accepts=False)
        self.save = button(_("Save as file…"), self._save, "", "download")
        self.print = button(_("Print…"), self._print, "primary", "printer")
        for verb in (self.save, self.print):
            verb.setAutoDefault(False)
            self.verbs.addWidget(verb)
        room = self.screen().availableSize()
        self.resize(min(_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 60))
        self.sheets.show_pages(Preview(made.pdf))
        self.print.setFocus()

    @override
    def done(self, code: int) -> None:
        """Let the pages go before the window does."""
        self.sheets.show_pages(None)
        super().done(code)

    def _print(self) -> None:
        """Ask for a printer and print the very pages."""
        from qc_desk.ui import printing  # noqa: PLC0415 (Qt's print support only when needed)

        made, kit = self.made, self._kit
        printer = printing.choose_printer(self, made.name)
        if printer is None:
            return

        def done(count: int) -> None:
            said = ngettext(
                "{count} page was sent to the printer.",
                "{count} pages were sent to the printer.",
                count,
            )
            kit.messages.succeed(said.format(count=count))

        kit.jobs.start(
            _("Printing {number}").format(number=made.name),
            lambda job: printing.print_pdf(made.pdf, made.name, printer, job.step),
            done,
        )
        self.accept()

    def _save(self) -> None:
        """Write the pages to a file, whole or not at all."""
        from qc_desk.services.files import write_file  # noqa: PLC0415 (after the first paint)

        made, kit = self.made, self._kit
        suggested = f"{made.name}.pdf"
        file = choose_target(self, _("Save the print-out"), suggested, reports_to_write())
        if file is None:
            return
        kit.jobs.start(
            _("Saving {number}").format(number=made.name),
            lambda _job: write_file(file, made.pdf),
            lambda _nothing: kit.messages.succeed(
                _("{number} is saved.").format(number=made.name), str(file)
            ),
        )
        self.accept()
