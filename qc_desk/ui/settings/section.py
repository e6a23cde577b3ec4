"""What a section of Settings is: a title, a sentence, verbs, a body, and who may change it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import _
from qc_desk.ui.headline import Headline
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.notice import Notice
from qc_desk.ui.theme import SPACE_L, SPACE_M

_WIDEST = 720  # px: lines of a form are not longer than can be read


@dataclass(frozen=True)
class Rights:
    """What the person at the workstation may change, at any site: shop data belong to all."""

    roles: frozenset[Role] = frozenset()

    @property
    def may_own(self) -> bool:
        """Whether the person is an owner somewhere."""
        return Role.OWNER in self.roles

    @property
    def may_lead(self) -> bool:
        """Whether the person is a lead or an owner somewhere."""
        return not self.roles.isdisjoint({Role.OWNER, Role.LEAD})

    @property
    def may_inspect(self) -> bool:
        """Whether the person checks anywhere."""
        return not self.roles.isdisjoint({Role.OWNER, Role.LEAD, Role.INSPECTOR})


class Section(QWidget):
    """One section: ``body`` takes what it shows, ``verbs`` its buttons."""

    def __init__(self, kit: Kit, title: str, lead: str = "", *, scrolls: bool = False) -> None:
        """Lay out an empty section; one whose body is not a list ``scrolls``."""
        super().__init__()
        self.kit = kit
        self.headline = Headline(title, lead, own_line=True)
        self.title, self.lead = self.headline.title, self.headline.lead
        self.verbs = self.headline.verbs
        self.notice = Notice()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(SPACE_L)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self.headline)
        column.addWidget(self.notice)
        if scrolls:
            column.addWidget(_scrolling(self.body), stretch=1)
        else:
            column.addLayout(self.body, stretch=1)

    @property
    def by(self) -> int:
        """The person at the workstation."""
        person = self.kit.presence.person
        return person.person_id if person is not None else 0

    def rights(self) -> Rights:
        """Return what the person at the workstation may do, as the record says now."""
        from qc_desk.services.people import person_row  # noqa: PLC0415 (on use)

        if not self.by:
            return Rights()
        found = self.kit.records.read(lambda session: person_row(session, self.by))
        return Rights(frozenset(held.role for held in found.roles))

    def reload(self) -> None:
        """Read again what is shown."""

    def open(self, *facts: object) -> None:
        """Come to the front, at what the facts name if there are any."""


def only_leads() -> str:
    """Return the sentence for those who may look at shop data and not change them."""
    return _("Only a lead or an owner can change this. You can look at everything.")


def only_owners() -> str:
    """Return the sentence for those who may look at what belongs to the owners."""
    return _("Only an owner can change this. You can look at everything.")


def _scrolling(body: QVBoxLayout) -> QScrollArea:
    """Return an area in which a body of readable width scrolls, by finger too."""
    middle = QWidget()
    middle.setMaximumWidth(_WIDEST)
    middle.setLayout(body)
    body.addStretch(1)
    room = QWidget()
    across = QHBoxLayout(room)
    across.setContentsMargins(0, 0, SPACE_M, 0)
    across.addWidget(middle, stretch=100)
    across.addStretch(1)
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(room)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area


@dataclass(frozen=True)
class Entry:
    """A section's place in the contents: its name in code, title, icon, and what builds it."""

    name: str
    title: str
    icon: str
    build: Callable[[Kit], Section] = field(compare=False)
