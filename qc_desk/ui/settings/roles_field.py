"""The roles of a person: big toggles, a row of them for each site."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import N_, _, headed
from qc_desk.ui.buttons import Button
from qc_desk.ui.cards import words
from qc_desk.ui.fields import Field
from qc_desk.ui.flow import Flow
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_M, SPACE_XS, Type

if TYPE_CHECKING:
    from qc_desk.services.people import HeldRole

Held = frozenset[tuple[Role, int]]
_ORDER = (Role.INSPECTOR, Role.LEAD, Role.OWNER, Role.VIEWER)
_MEANS = {
    Role.INSPECTOR: N_("Checks batches and signs what was found."),
    Role.LEAD: N_("Checks, and looks after products, makers and checklists."),
    Role.OWNER: N_("May do everything, and looks after people and sites."),
    Role.VIEWER: N_("Looks at everything and changes nothing."),
}


class RolesField(Field[Held]):
    """Which roles a person holds at which site; none is an answer too."""

    def __init__(self, sites: Sequence[tuple[int, str]]) -> None:
        """Offer every role at each of these sites."""
        self.toggles: dict[tuple[Role, int], Button] = {}
        table = QWidget()
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for site_id, name in sites:
            column.addLayout(self._row(site_id, name))
        super().__init__(
            _("Roles"), table, hint=_("A person may hold several roles, at several sites.")
        )

    def _row(self, site_id: int, name: str) -> QVBoxLayout:
        """Return the toggles for a site."""
        line = QWidget()
        flow = Flow(line)
        for role in _ORDER:
            toggle = Button(headed(role.label), "chip", "circle-dashed")
            toggle.setCheckable(True)
            toggle.setAutoExclusive(False)
            toggle.setToolTip(_(_MEANS[role]))
            toggle.setAccessibleName(
                _("{role} at {site}").format(role=headed(role.label), site=name)
            )
            toggle.setAccessibleDescription(_(_MEANS[role]))
            toggle.toggled.connect(lambda on, toggle=toggle: _mark(toggle, on=on))
            toggle.toggled.connect(self._edited)
            self.toggles[(role, site_id)] = toggle
            flow.addWidget(toggle)
        row = QVBoxLayout()
        row.setSpacing(SPACE_XS)
        row.addWidget(words(name, Type.SMALL, quiet=True))
        row.addWidget(line)
        return row

    def hold(self, roles: "Iterable[HeldRole]") -> None:
        """Switch on the roles that a person holds, and no others."""
        held = {(each.role, each.site_id) for each in roles}
        for key, toggle in self.toggles.items():
            toggle.setChecked(key in held)

    @override
    def text(self) -> str:
        """Return the roles as a draft keeps them."""
        held = sorted(f"{role.value}@{site_id}" for role, site_id in self.value() or ())
        return " ".join(held) or " "

    @override
    def set_text(self, text: str) -> None:
        """Set the toggles as a draft says."""
        wanted = set(text.split())
        for (role, site_id), toggle in self.toggles.items():
            toggle.setChecked(f"{role.value}@{site_id}" in wanted)

    @override
    def value(self) -> Held | None:
        """Return the roles that are switched on."""
        return frozenset(key for key, toggle in self.toggles.items() if toggle.isChecked())


def _mark(toggle: Button, *, on: bool) -> None:
    """Tick a toggle that is on: its state is not shown by colour alone."""
    toggle.picture("circle-check" if on else "circle-dashed")
