"""The sections of Settings, in the order of the contents."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from qc_desk.i18n import N_, _
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.section import Entry, Section

if TYPE_CHECKING:
    from qc_desk.ui.settings.kinds import Kind


def groups() -> list[tuple[str, list[Entry]]]:
    """Return the groups of sections with their captions."""
    return [
        (
            _("You and this workstation"),
            [
                _own("account", N_("Your account"), "user"),
                _own("workstation", N_("This workstation"), "monitor"),
                _own("mail", N_("E-mail"), "mail"),
            ],
        ),
        (
            _("The shop"),
            [
                _own("organisation", N_("Organisation"), "building-2"),
                _own("letterhead", N_("Letterhead"), "image"),
                _own("certificate", N_("Certificate"), "signature"),
                _own("people", N_("People"), "users"),
                _shop("sites", N_("Sites"), "map-pin"),
                _shop("products", N_("Products"), "package"),
                _shop("manufacturers", N_("Manufacturers"), "factory"),
                _shop("customers", N_("Customers"), "store"),
                _shop("orders", N_("Orders"), "truck"),
                _own("gauges", N_("Gauges"), "gauge"),
                _shop("defect_codes", N_("Defect codes"), "tag"),
                _own("targets", N_("Targets"), "badge-check"),
                _own("sampling", N_("Sampling"), "layers"),
            ],
        ),
        (
            _("The record"),
            [
                _own("tables", N_("Import and export"), "arrow-left-right"),
                _own("backup", N_("Backup"), "database-backup"),
                _own("integrity", N_("Integrity"), "shield-check"),
            ],
        ),
    ]


def _shop(name: str, title: str, icon: str) -> Entry:
    """Return the entry of a kind of shop data."""

    def build(kit: Kit) -> Section:
        from qc_desk.ui.settings import goods_kinds, shop_kinds  # noqa: PLC0415 (on use)
        from qc_desk.ui.settings.shop_section import ShopSection  # noqa: PLC0415 (on use)

        home = goods_kinds if name in ("products", "defect_codes") else shop_kinds
        kind: Kind[Any] = getattr(home, f"{name.removesuffix('s')}_kind")()
        return ShopSection(kit, kind)

    return Entry(name, title, icon, build)


def _own(name: str, title: str, icon: str) -> Entry:
    """Return the entry of a section with a module of its own: its function ``build``."""

    def build(kit: Kit) -> Section:
        made: Callable[[Kit], Section] = import_module(f"qc_desk.ui.settings.{name}").build
        return made(kit)

    return Entry(name, title, icon, build)
