"""Versions in use and what items caught, as lists."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qc_desk.domain.item_yield import ItemYield
from qc_desk.i18n import N_, _, format_decimal, format_integer, headed, ngettext
from qc_desk.ui.rows import Column
from qc_desk.ui.states import look
from qc_desk.ui.theme import Tone

if TYPE_CHECKING:
    from qc_desk.services.item_yields import YieldRow
    from qc_desk.services.versions_in_use import OpenCheckUse, ProcedureUse, UseRow

_YIELDS: dict[ItemYield, tuple[Tone, str]] = {
    ItemYield.OFTEN: (Tone.INFO, "chart-column"),
    ItemYield.RARELY: (Tone.PASS, "circle-check"),
    ItemYield.NEVER: (Tone.WARN, "circle-help"),
    ItemYield.TOO_FEW: (Tone.CALM, "hourglass"),
}


@dataclass(frozen=True)
class Use:
    """A version as it is used: by a site, by one open check, or by trained people."""

    id: int
    title: str
    site: str
    number: int
    effective: int | None
    how: str
    place: str  # where the window goes from here
    fact: int

    @property
    def behind(self) -> bool:
        """Whether a newer version is in force."""
        return self.effective is not None and self.number < self.effective


def site_use(row: "UseRow") -> Use:
    """Return how a site uses a version."""
    said = ngettext("{count} check in 90 days", "{count} checks in 90 days", row.recent).format(
        count=format_integer(row.recent)
    )
    if row.open:
        begun = _("{count} open").format(count=format_integer(row.open))
        said = f"{said} · {begun}"
    return Use(0, row.title, row.site, row.number, row.effective, said, "manual", row.checklist_id)


def check_use(row: "OpenCheckUse") -> Use:
    """Return the version that an open check is pinned to."""
    said = _("{batch} ({product}): open check of {person}")
    how = said.format(batch=row.batch, product=row.product, person=row.inspector)
    return Use(0, row.title, row.site, row.number, row.effective, how, "batches", row.batch_id)


def procedure_use(row: "ProcedureUse") -> Use:
    """Return how many of a site are trained on a procedure."""
    said = _("{count} of {total} people trained")
    how = said.format(count=row.trained, total=row.people)
    return Use(0, row.title, row.site, row.number, row.number, how, "training", 0)


def use_columns() -> list[Column[Use]]:
    """Return the columns of versions in use."""
    return [
        Column(N_("Title"), lambda row: row.title, sort="title", width=230, grow=2),
        Column(N_("Site"), lambda row: row.site, sort="site", width=120),
        Column(N_("Version"), _version, sort="version", state=_state, width=230),
        Column(N_("How it is used"), lambda row: row.how, width=250, grow=3),
    ]


def _version(row: Use) -> str:
    if row.behind:
        said = _("{number}; {effective} is in force")
        return said.format(number=row.number, effective=row.effective)
    return _("{number}, in force").format(number=row.number)


def _state(row: Use) -> tuple[Tone, str]:
    return (Tone.WARN, "history") if row.behind else (Tone.PASS, "circle-check")


def yield_columns() -> "list[Column[YieldRow]]":
    """Return the columns of what items caught."""
    return [
        Column(N_("Item"), lambda row: row.title, sort="title", width=230, grow=3),
        Column(
            N_("What can be said"),
            lambda row: headed(row.verdict.label),
            state=lambda row: _YIELDS[row.verdict],
            sort="said",
            width=226,
        ),
        Column(
            N_("Catches"),
            lambda row: _("{caught} of {lots} lots").format(
                caught=format_integer(row.caught), lots=format_integer(row.lots)
            ),
            width=140,
        ),
        Column(N_("Of 100 lots"), _share, width=130, spare=2),
        Column(
            N_("Severity"),
            lambda row: headed(row.severity.label),
            state=lambda row: look(row.severity),
            sort="severity",
            width=120,
            spare=1,
        ),
        Column(N_("Checklist"), lambda row: row.checklist, sort="checklist", width=150, spare=3),
        Column(N_("Born of"), lambda row: row.born_of, sort="born", width=90, spare=4),
    ]


def _share(row: "YieldRow") -> str:
    """Return in how many of 100 lots it found something, or may fail at most."""
    if row.verdict is ItemYield.NEVER:
        return _("at most {count}").format(count=format_decimal(row.at_most))
    return format_decimal(row.share) if row.caught else ""
