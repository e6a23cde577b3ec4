"""What a page is: one place in the window, built when it is first opened."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from qc_desk.i18n import _
from qc_desk.ui.drafts import Drafts
from qc_desk.ui.headline import Headline
from qc_desk.ui.jobs import Jobs
from qc_desk.ui.messages import Messages
from qc_desk.ui.presence import Presence
from qc_desk.ui.records import Records
from qc_desk.ui.scanner import Scanner
from qc_desk.ui.seal import Seal
from qc_desk.ui.theme import SPACE_L, SPACE_XL, Theme


@dataclass(frozen=True)
class Kit:
    """What every page works with."""

    records: Records
    jobs: Jobs
    messages: Messages
    drafts: Drafts
    presence: Presence
    theme: Theme
    go_to: Callable[..., None]
    seal: Seal
    scanner: Scanner = field(default_factory=Scanner)


class Page(QWidget):
    """One page: a headline with its actions, and a body below it."""

    def __init__(self, kit: Kit, title: str, lead: str = "", *, scrolls: bool = False) -> None:
        """Lay out the headline; ``body`` takes what the page shows, ``verbs`` its buttons.

        A page whose body is not a list ``scrolls``: at 150 % a workstation shows 533 px of height.
        """
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.kit = kit
        self.title = title
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_L)
        self.body.setContentsMargins(0, 0, 0, 0)
        outer = self.whole = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_L, SPACE_XL, SPACE_L)
        outer.setSpacing(SPACE_L)
        self.headline = Headline(title, lead)
        self.heading, self.lead = self.headline.title, self.headline.lead
        self.verbs = self.headline.verbs
        outer.addWidget(self.headline)
        self._area = _scrolling(self.body) if scrolls else None
        if self._area is not None:
            outer.addWidget(self._area, stretch=1)
        else:
            outer.addLayout(self.body, stretch=1)

    def say_lead(self, lead: str) -> None:
        """Put a sentence under the headline."""
        self.headline.say_lead(lead)

    def bring_to_eye(self, part: QWidget) -> None:
        """Scroll so that the top of a part of a page that scrolls is seen."""
        inside = self._area.widget() if self._area is not None else None
        if self._area is not None and inside is not None:
            top = part.mapTo(inside, part.rect().topLeft()).y()
            self._area.verticalScrollBar().setValue(top)

    def open(self, *facts: object) -> None:
        """Come to the front, at what the facts name if there are any."""

    def reload(self) -> None:
        """Read again what is shown: on opening, and after every change."""

    def take_scan(self, code: str) -> bool:  # noqa: ARG002 (pages that know what to do with it)
        """Do what a scanned code asks for; False when this page has no use for codes."""
        return False

    def let_go(self) -> None:
        """Close what the page holds open: the window closes, or the page is built anew."""

    def may_leave(self) -> bool:
        """Whether the page can be left now; it asks the person itself if need be."""
        return True


def _scrolling(body: QVBoxLayout) -> QScrollArea:
    """Return an area in which a body scrolls, by finger too."""
    from PySide6.QtWidgets import QScroller  # noqa: PLC0415 (the window is painted without one)

    inside = QWidget()
    inside.setLayout(body)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area


@dataclass(frozen=True)
class Place:
    """A page's place in the navigation: its name in code, its title with a mnemonic, its icon.

    One that is reached from another page only stands ``under`` that page's button in the rail.
    """

    name: str
    title: str
    icon: str
    build: Callable[[Kit], Page] = field(compare=False)
    under: str = ""

    @property
    def label(self) -> str:
        """The title in the language spoken now, with its mnemonic."""
        return _(self.title)
