"""The letterhead: logo, colour and size of everything that is printed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from qc_desk.domain.vocabulary import PageSize
from qc_desk.i18n import _
from qc_desk.ui.buttons import button
from qc_desk.ui.cards import Card, words
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.files import choose_file
from qc_desk.ui.flow import Flow
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.section import Section, only_owners

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.letterheads import LetterheadRow
    from qc_desk.ui.jobs import Job

_LOGO_HIGH = 80  # px


class LetterheadSection(Section):
    """Shows the logo as it is printed; every change holds from the next paper on."""

    def __init__(self, kit: Kit) -> None:
        """Lay out logo, colour and paper."""
        super().__init__(
            kit,
            _("Letterhead"),
            _("It stands on every paper from now on. Issued reports keep what they show."),
            scrolls=True,
        )
        self._seen: LetterheadRow | None = None
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Logo"))
        self.choose = button(_("Choose a logo…"), self._choose, "", "image")
        self.remove = button(_("Remove the logo"), self._remove, "", "x")
        buttons = Flow()
        for each in (self.choose, self.remove):
            buttons.addWidget(each)
        shown = Card(_("Logo"))
        shown.body.addWidget(self.picture)
        shown.body.addLayout(buttons)
        hint = _("PNG or JPEG, at most 50 million pixels. It is made as small as print needs it.")
        shown.body.addWidget(words(hint, quiet=True))
        self.accent = TextField(
            _("Colour"), longest=7, hint=_("Like #1b5e7d; empty for black. One line has it.")
        )
        self.page: ChoiceField[PageSize] = ChoiceField(
            _("Size of paper"), [(size, size.label) for size in PageSize], required=True
        )
        self.save = button(_("Save"), self._save, "primary", "check")
        look = Card(_("Paper"))
        for field in (self.accent, self.page):
            look.body.addWidget(field)
        look.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.insertWidget(0, shown)
        self.body.insertWidget(1, look)

    @override
    def reload(self) -> None:
        """Read it again, unless something is being typed."""
        from qc_desk.services.letterheads import letterhead  # noqa: PLC0415 (on use)

        may = self.rights().may_own
        self.notice.say("" if may else only_owners())
        for each in (self.choose, self.remove, self.accent, self.page, self.save):
            each.setEnabled(may)
        found = self.kit.records.read(letterhead)
        if found == self._seen:
            return
        self._seen = found
        logo = QPixmap()
        logo.loadFromData(found.logo)
        if logo.isNull():
            self.picture.setText(_("No logo yet."))
        else:
            how = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(logo.scaledToHeight(min(logo.height(), _LOGO_HIGH), how))
        self.remove.setVisible(bool(found.logo))
        self.accent.set_text(found.accent)
        self.page.choose(found.page)

    def _choose(self) -> None:
        """Ask for a picture, make it fit for print beside the window, and keep it."""
        file = choose_file(
            self,
            _("Choose a logo"),
            _("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.gif);;All files (*)"),
        )
        if file is None:
            return

        def read(_job: "Job") -> bytes:
            from qc_desk.services.letterheads import read_logo  # noqa: PLC0415 (heavy)

            return read_logo(file)

        self.kit.jobs.start(_("Reading the logo"), read, lambda logo: self._keep(logo=logo))

    def _remove(self) -> None:
        """Take the logo away."""
        self._keep(logo=b"")

    def _save(self) -> None:
        """Keep colour and size."""
        page = self.page.value()
        if page is not None:
            self._keep(accent=self.accent.value() or "", page=page)

    def _keep(self, **changed: object) -> None:
        """Keep what is changed, if nobody else has changed it."""
        from qc_desk.services.letterheads import set_letterhead  # noqa: PLC0415 (on use)

        seen, now = self._seen, self.kit.records.now()
        if seen is None:
            return
        wanted = replace(seen, **changed)  # type: ignore[arg-type]  # fields of the row

        def keep(session: "Session") -> "LetterheadRow":
            return set_letterhead(session, seen, wanted, self.by, now)

        if self.kit.records.change(keep) is not None:
            self.kit.messages.succeed(_("The letterhead is saved."))
        self.reload()


def build(kit: Kit) -> Section:
    """Build the section."""
    return LetterheadSection(kit)
