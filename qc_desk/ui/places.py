"""The places of the window, in the order of the rail.

What ``kit.go_to`` takes beside the name: ``batches`` a batch's id, ``check`` an inspection's id,
``second_check`` a batch's id, ``reports`` a report's id; every place opens without any too.
"""

from collections.abc import Callable
from importlib import import_module

from qc_desk.i18n import N_
from qc_desk.ui.pages import Kit, Page, Place


def places() -> list[Place]:
    """Return the places; their pages are imported when they are first opened."""
    return [
        Place("today", N_("&Today"), "calendar-check", _page("today", "TodayPage")),
        Place("batches", N_("&Batches"), "package", _page("batches", "BatchesPage")),
        Place("check", N_("&Check"), "clipboard-check", _page("check", "CheckPage")),
        Place(
            "second_check",
            N_("Second c&heck"),
            "user-round-check",
            _page("second_check", "SecondCheckPage"),
        ),
        Place("reports", N_("&Reports"), "file-text", _page("reports", "ReportsPage")),
        Place("settings", N_("&Settings"), "settings", _page("settings", "SettingsPage")),
    ]


def _page(folder: str, name: str) -> Callable[[Kit], Page]:
    """Return what builds the page ``name`` of ``qc_desk/ui/folder/page.py``."""

    def build(kit: Kit) -> Page:
        made: Page = getattr(import_module(f"qc_desk.ui.{folder}.page"), name)(kit)
        return made

    return build
