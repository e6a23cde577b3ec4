"""The parts of the Manual: a row of tabs above each, and the page that holds one of them."""

from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QWidget

from qc_desk.i18n import N_, _
from qc_desk.ui.buttons import Button
from qc_desk.ui.flow import Flow
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit, Page
from qc_desk.ui.settings.section import Section
from qc_desk.ui.theme import SPACE_S

PARTS = (  # the name of the place, its title, its icon
    ("manual", N_("Checklists"), "list-checks"),
    ("procedures", N_("Procedures"), "book-open"),
    ("training", N_("Training"), "users"),
    ("agreement", N_("Agreement"), "git-compare"),
    ("across", N_("Across sites"), "waypoints"),
)
_TIGHT_BELOW = 860  # px


class Tabs(QWidget):
    """One tab for each part; the one that is shown is marked."""

    def __init__(self, kit: Kit, shown: str) -> None:
        """Offer all parts."""
        super().__init__()
        self._row = Flow(self, SPACE_S)  # long words take a second line on a narrow screen
        self._tight = False
        self.tabs: dict[str, Button] = {}
        for name, title, picture in PARTS:
            tab = self.tabs[name] = Button(_(title), "chip", picture)
            tab.setCheckable(True)
            tab.setChecked(name == shown)
            tab.clicked.connect(lambda _on=False, name=name: self._go(kit, name, shown))
            self._row.addWidget(tab)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the icons out where the words alone fit into one line."""
        super().resizeEvent(event)
        tight = self.width() < _TIGHT_BELOW
        if tight is self._tight:
            return
        self._tight = tight
        for name, _title, picture in PARTS:
            tab = self.tabs[name]
            if tight:
                tab.setIcon(QIcon())
            tab.picture("" if tight else picture)
            tab.setStyleSheet("padding: 0 10px;" if tight else "")

    def _go(self, kit: Kit, name: str, shown: str) -> None:
        """Go to a part; the mark stays where the page is."""
        self.tabs[name].setChecked(name == shown)
        if name != shown:
            kit.go_to(name)


class PartPage(Page):
    """A page that is one section, under the tabs."""

    def __init__(self, kit: Kit, name: str, section: Section) -> None:
        """Put the section under the tabs."""
        super().__init__(kit, section.title.text())
        self.headline.hide()  # the section has one of its own
        self.section = section
        self.tabs = Tabs(kit, name)
        self.body.addWidget(self.tabs)
        self.body.addWidget(section, stretch=1)

    def make_room(self, view: int) -> None:
        """Hide the tabs while something is written or read: a low screen has little room."""
        self.tabs.setVisible(view == 0)

    @override
    def open(self, *facts: object) -> None:
        """Come to the front, at what the facts name."""
        self.section.open(*facts)

    @override
    def reload(self) -> None:
        """Read again what is shown."""
        if self.kit.presence.person is not None:
            self.section.reload()
