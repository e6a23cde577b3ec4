"""What can be done from the search field: named in the language spoken, found in all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qc_desk.domain.folding import fit, plain_words, searchable
from qc_desk.domain.vocabulary import Role
from qc_desk.i18n import LANGUAGES, N_, _, language, speaking
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Place

LOCK = "lock"  # not a place: the workstation is locked
_WORKERS = frozenset({Role.INSPECTOR.value, Role.LEAD.value, Role.OWNER.value})
_LEADS = frozenset({Role.LEAD.value, Role.OWNER.value})
_OWNERS = frozenset({Role.OWNER.value})
_ALL = frozenset(each.value for each in Role)
_ELSEWHERE = 5  # by so much words of another language than the one spoken fit less


@dataclass(frozen=True)
class Command:
    """Something to do: its name, other words for it, where it happens and who may do it."""

    title: str
    also: str
    icon: str
    place: str
    facts: tuple[object, ...] = ()
    roles: frozenset[str] = _ALL

    @property
    def label(self) -> str:
        """The name in the language spoken now."""
        return _(self.title)


_COMMANDS = (
    Command(N_("New batch"), N_("add enter create lot"), "plus", "batches", ("new",), _WORKERS),
    Command(
        N_("New complaint"),
        N_("add enter customer claim"),
        "plus",
        "complaints",
        ("new",),
        _WORKERS,
    ),
    Command(N_("Check a batch"), N_("begin start inspect"), "clipboard-check", "check"),
    Command(
        N_("Back up now"),
        N_("backup save copy safe"),
        "database-backup",
        "settings",
        ("backup", "now"),
    ),
    Command(
        N_("Verify the record"),
        N_("check integrity chain signatures audit"),
        "shield-check",
        "settings",
        ("integrity", "now"),
    ),
    Command(
        N_("Import and export"),
        N_("table spreadsheet file"),
        "arrow-left-right",
        "settings",
        ("tables",),
    ),
    Command(N_("New product"), N_("add create"), "plus", "settings", ("products", "new"), _LEADS),
    Command(
        N_("New manufacturer"),
        N_("add supplier factory"),
        "plus",
        "settings",
        ("manufacturers", "new"),
        _LEADS,
    ),
    Command(N_("New customer"), N_("add buyer"), "plus", "settings", ("customers", "new"), _LEADS),
    Command(N_("New order"), N_("add enter"), "plus", "settings", ("orders", "new"), _LEADS),
    Command(
        N_("New gauge"), N_("add instrument tool"), "plus", "settings", ("gauges", "new"), _LEADS
    ),
    Command(
        N_("New person"),
        N_("add user colleague inspector"),
        "user-plus",
        "settings",
        ("people", "new"),
        _OWNERS,
    ),
    Command(N_("Your account"), N_("password language"), "user", "settings", ("account",)),
    Command(N_("Lock this workstation"), N_("sign out leave switch person"), "lock", LOCK),
)


def commands(places: Sequence[Place], roles: frozenset[str]) -> list[Command]:
    """Return what a person with these roles can do in a window with these places."""
    known = {place.name for place in places} | {LOCK}
    mine = [each for each in _COMMANDS if each.roles & roles and each.place in known]
    return mine + [_going(place) for place in places]


def fitting(known: Sequence[Command], typed: str) -> list[tuple[int, Command]]:
    """Return the commands that fit what was typed with how well, best first.

    What they are called in the other languages fits, too, but less well. Those are read when they
    are needed for the first time: ask this beside the window's thread.
    """
    words, spoken = plain_words(typed), language().code
    found = []
    for each in known:
        score = fit(words, _said(each, (spoken,)))
        if score is None:
            other = fit(words, _said(each, tuple(LANGUAGES)))
            score = other - _ELSEWHERE if other is not None else None
        if score is not None:
            found.append((score, each))
    return sorted(found, key=lambda pair: -pair[0])


@cache
def _said(command: Command, codes: tuple[str, ...]) -> str:
    """Return the words that a command is found by in some languages."""
    told: list[str] = []
    for code in codes:
        with speaking(code):
            told += [command.label, _(command.also) if command.also else ""]
    return searchable(*told)


def _going(place: Place) -> Command:
    """Return the command that goes to a place."""
    return _Going(place.title, "", place.icon, place.name)


class _Going(Command):
    """A command named after the place to which it goes."""

    @property
    @override
    def label(self) -> str:
        """The name in the language spoken now."""
        return _("Go to {place}").format(place=_(self.title).replace("&", ""))
