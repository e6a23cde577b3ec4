"""The second place: where receipts of signatures and copies of backups go from this computer."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from qc_desk import settings
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _, ngettext
from qc_desk.services.second_place import must_be_outside
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.files import choose_folder
from qc_desk.ui.flow import Flow
from qc_desk.ui.outside_keeper import OutsideKeeper
from qc_desk.ui.pages import Kit
from qc_desk.ui.theme import Tone, Type


class SecondPlaceCard(Card):
    """Says where the second place is and what it lacks, and lets it be chosen."""

    def __init__(self, kit: Kit) -> None:
        """Lay out the words and the buttons."""
        super().__init__(_("Second place"))
        self._kit = kit
        self._on_server = False
        self.said = QVBoxLayout()
        self.choose = button(_("Choose a folder…"), self._choose, "", "folder-open")
        self.leave = button(_("Keep nothing there"), self._leave, "", "x")
        verbs = Flow()
        for verb in (self.choose, self.leave):
            verbs.addWidget(verb)
        self.body.addLayout(self.said)
        self.body.addLayout(verbs)

    def look(self, *, on_server: bool) -> None:
        """Show the place; a record on a server leaves receipts only, it has its own backup."""
        self._on_server = on_server
        self.reload()

    def reload(self) -> None:
        """Show the place of this workstation, and what is missing there."""
        body = self.said
        empty(body)
        try:
            folder = settings.load(environment={}).outside
        except settings.SettingsError as problem:
            body.addWidget(words(str(problem)))
            return
        self.leave.setVisible(folder is not None)
        if folder is None:
            body.addWidget(Badge(_("None yet"), Tone.WARN))
            body.addWidget(words(_why(on_server=self._on_server)))
            return
        body.addWidget(self._state())
        body.addWidget(words(str(folder), Type.STRONG))

    def _state(self) -> Badge:
        """Return in one badge whether everything is there."""
        outside = self._kit.records.outside
        if outside is None:
            return Badge(_("being looked for"), Tone.CALM)
        if outside.problem:
            return Badge(_("not reachable"), Tone.FAIL)
        if outside.not_anchored:
            count = outside.not_anchored
            said = ngettext("{count} not anchored", "{count} not anchored", count)
            return Badge(said.format(count=count), Tone.WARN)
        return Badge(_("everything is there"), Tone.PASS)

    def _choose(self) -> None:
        """Ask for a folder, and use it from now on."""
        folder = choose_folder(self, _("Second place"))
        if folder is not None:
            self.use(folder)

    def use(self, folder: Path) -> None:
        """Use a folder from now on, if it is one outside."""
        try:
            must_be_outside(folder, self._kit.records.desk)
        except QcError as refusal:
            self._kit.messages.refuse(refusal)
            return
        self._save(str(folder), _("Backups and receipts are kept at {folder}, too."))

    def _leave(self) -> None:
        """Keep nothing outside any more; what is there stays there."""
        self._save("", _("Nothing more is kept at a second place. What is there stays there."))

    def _save(self, folder: str, said: str) -> None:
        """Write the settings file, and look after the new place at once."""
        try:
            kept = settings.load(environment={})
            settings.save(replace(kept, second_place=folder))
        except (OSError, settings.SettingsError) as problem:
            self._kit.messages.warn(
                _("The settings of this workstation were not saved."), str(problem)
            )
            return
        self._kit.records.outside = None
        self._kit.messages.succeed(said.format(folder=folder))
        keeper = self.window().findChild(OutsideKeeper)
        if keeper is not None:
            keeper.told.connect(self.reload, Qt.ConnectionType.SingleShotConnection)
            keeper.make_soon()
        self.reload()


def _why(*, on_server: bool) -> str:
    """Return what a second place is good for."""
    if on_server:
        return _(
            "Whoever looks after the server could cut off what was signed. Choose a folder of your"
            " own: each signature leaves a receipt there."
        )
    return _(
        "What happens to this computer happens to its backups. Choose a folder on another disk or"
        " another computer: each backup is copied there, and each signature leaves a receipt that"
        " nobody can cut off here."
    )
