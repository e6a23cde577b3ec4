"""The places of the window, in the order of the rail.

What ``kit.go_to`` takes beside the name: ``batches`` a batch's id, ``check`` an inspection's id,
``second_check`` a batch's id, ``complaints`` a complaint's id, ``problems`` a
problem's id or ``"action"`` and a corrective action's id, ``reports`` a report's id,
``manual`` a checklist's id, ``procedures`` a procedure's id,
``promises`` a promise's id or a PromiseStanding; every place opens without any too.
"""

from collections.abc import Callable
from importlib import import_module

from qc_desk.i18n import N_
from qc_desk.ui.pages import Kit, Page, Place


def places() -> list[Place]:
    """Return the places; their pages are imported when they are first opened."""
    return [
        Place("today", N_("&Today"), "calendar-check", _page("today")),
        Place("batches", N_("&Batches"), "package", _page("batches")),
        Place("check", N_("&Check"), "clipboard-check", _page("check")),
        Place("second_check", N_("Second c&heck"), "user-round-check", _page("second_check")),
        Place("complaints", N_("Co&mplaints"), "message-square-warning", _page("complaints")),
        Place("problems", N_("&Problems"), "repeat", _page("problems")),
        Place("manual", N_("Ma&nual"), "book-open", _page("manual")),
        Place("reports", N_("&Reports"), "file-text", _page("reports")),
        Place("insights", N_("&Insights"), "chart-column", _page("insights")),
        Place("settings", N_("&Settings"), "settings", _page("settings")),
        Place("promises", N_("Promises"), "handshake", _page("promises"), under="today"),
        Place("review", N_("Weekly review"), "chart-column", _page("review"), under="today"),
        Place("procedures", N_("Procedures"), "book-open", _page("procedures"), under="manual"),
        Place("across", N_("Across sites"), "waypoints", _page("across"), under="manual"),
        Place("training", N_("Training"), "users", _page("training"), under="manual"),
        Place("agreement", N_("Agreement"), "git-compare", _page("agreement"), under="manual"),
    ]


def _page(folder: str) -> Callable[[Kit], Page]:
    """Return what builds the page of ``qc_desk/ui/folder``: its function ``build``."""

    def build(kit: Kit) -> Page:
        made: Page = import_module(f"qc_desk.ui.{folder}").build(kit)
        return made

    return build
