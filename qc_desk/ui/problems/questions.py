"""What is asked before a step of a problem is taken, and what then happens to the problem."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QWidget

from qc_desk.domain.problem_steps import DIFFERENT_FROM, UNSOLVED
from qc_desk.domain.problems import Fix
from qc_desk.domain.proof import MOST_BATCHES, MOST_DAYS, ProofRule
from qc_desk.i18n import N_, _
from qc_desk.services import corrective_actions, problems
from qc_desk.services.corrective_action_lists import corrective_action_rows
from qc_desk.services.problem_details import ProblemDetail
from qc_desk.services.problem_lists import ProblemFilter, ProblemRow, problem_rows
from qc_desk.services.problems import SeenProblem, SplitEntry
from qc_desk.ui.date_field import DateField
from qc_desk.ui.fields import ChoiceField, IntegerField, NoteField, TextField
from qc_desk.ui.forms import Cell
from qc_desk.ui.pages import Kit
from qc_desk.ui.problems.asking import Act, Question, ask
from qc_desk.ui.problems.choosing import SightingsField
from qc_desk.ui.problems.model import words_of
from qc_desk.ui.problems.shop import Choices, people_choices
from qc_desk.ui.problems.steps import STEPS
from qc_desk.ui.theme import SPACE_L

if TYPE_CHECKING:
    from qc_desk.services.desk import Session

Asked = tuple[Question, Act]
_BATCHES, _DAYS = 5, 90  # what is proposed as proof


def take_step(kit: Kit, parent: QWidget, detail: ProblemDetail, step: str) -> None:
    """Ask what a step needs, and take it on the problem exactly as it was shown."""
    refusal = detail.step(step).refusal
    if refusal is not None:
        kit.messages.refuse(refusal)
        return
    told = STEPS[step]
    words = {"problem": detail.name, "family": detail.family}
    question = Question(
        parent,
        f"problem/{detail.seen.problem_id}/{step}",
        _(told.title).format(**words),
        _(told.text).format(**words),
    )
    act = _FILLS[step](kit, question, detail)
    question.finish(_(told.verb), told.picture)
    if ask(kit, question, act) and step == "open_action":
        _go_to_action(kit, detail.seen.problem_id)


def _go_to_action(kit: Kit, problem_id: int) -> None:
    """Show the corrective action that has just been opened."""
    action_id = kit.records.read(lambda s: corrective_action_of(s, problem_id))
    if action_id is not None:
        kit.go_to("problems", "action", action_id)


def corrective_action_of(session: "Session", problem_id: int) -> int | None:
    """Return the id of the open corrective action of a problem."""
    for row in corrective_action_rows(session, date.min):
        if row.problem_id == problem_id:
            return row.id
    return None


def _own(kit: Kit, question: Question, detail: ProblemDetail) -> Act:
    """Ask who is in charge, and what is done first."""
    owner = _leader(kit, question, "owner", _("In charge"), detail.owner_id)
    words = question.form.add("words", NoteField(_("What is done first"), required=True))
    return lambda s, by, at: problems.own(s, detail.seen, owner.value() or 0, words.text(), by, at)


def _claim_fix(_kit: Kit, question: Question, detail: ProblemDetail) -> Act:
    """Ask for the countermeasure, the first goods with it, and how much proof is enough."""
    form = question.form
    tried = "\n".join(f"• {each.words}" for each in detail.claims)
    hint = ""
    if tried and detail.recurrences >= DIFFERENT_FROM:
        hint = _("It has to be something else than what did not help:") + "\n" + tried
    countermeasure = form.add(
        "countermeasure", NoteField(_("Countermeasure"), hint=hint, required=True)
    )
    fixed_from = form.add(
        "fixed_from",
        DateField(
            _("Goods made from this day on are good"),
            hint=_("Later than all goods that were seen with it."),
            required=True,
        ),
    )
    batches = IntegerField(
        _("Clean batches in a row, at every site"),
        least=1,
        most=MOST_BATCHES,
        required=True,
    )
    batches.set_text(str(_BATCHES))
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_L)
    form.add("batches", batches, Cell(grid, 0, 0))
    days = IntegerField(
        _("Or days with one clean batch and none bad"),
        least=1,
        most=MOST_DAYS,
        required=True,
    )
    days.set_text(str(_DAYS))
    form.add("days", days, Cell(grid, 0, 1))
    form.column.addLayout(grid)

    def claim(session: "Session", by: int, at: Any) -> None:
        day = fixed_from.value()
        assert day is not None  # noqa: S101 (the form was checked)
        rule = ProofRule(batches.value() or 0, days.value() or 0)
        fix = Fix(countermeasure=countermeasure.text(), fixed_from=day, rule=rule)
        problems.claim_fix(session, detail.seen, fix, by, at)

    return claim


def _words(
    label: str, service: Callable[..., None], _kit: Kit, question: Question, detail: ProblemDetail
) -> Act:
    """Ask for words only."""
    note = question.form.add("words", NoteField(_(label), required=True))
    return lambda s, by, at: service(s, detail.seen, note.text(), by, at)


def _merge(kit: Kit, question: Question, detail: ProblemDetail) -> Act:
    """Ask for the other problem, and why both are the same."""
    rows = kit.records.read(lambda s: problem_rows(s, ProblemFilter(seen_once=True)))
    others = [r for r in rows if r.id != detail.seen.problem_id and r.status in UNSOLVED]
    found = {row.id: row for row in sorted(others, key=lambda row: _distance(row, detail))}
    choice: ChoiceField[int] = ChoiceField(
        _("It is a part of"),
        [(row.id, f"{row.name} · {words_of(row)}") for row in found.values()],
        required=True,
    )
    question.form.add("other", choice)
    reason = question.form.add("reason", NoteField(_("Why both are the same"), required=True))

    def merge(session: "Session", by: int, at: Any) -> None:
        other = found[choice.value() or 0]
        seen = SeenProblem(problem_id=other.id, version=other.version)
        problems.merge(session, detail.seen, seen, reason.text(), by, at)

    return merge


def _distance(row: ProblemRow, detail: ProblemDetail) -> tuple[bool, bool, bool]:
    """Return how little another problem has in common with this one: likely ones come first."""
    return row.family != detail.family, row.code != detail.code, row.item != detail.item


def _split(_kit: Kit, question: Question, detail: ProblemDetail) -> Act:
    """Ask which sightings are something else, what, and why."""
    form = question.form
    chosen = form.add("sightings", SightingsField(_("What is not the same"), detail.sightings))
    what = form.add("variant", TextField(_("What it is"), required=True))
    reason = form.add("reason", NoteField(_("How one can tell"), required=True))

    def split(session: "Session", by: int, at: Any) -> None:
        entry = SplitEntry(
            sighting_ids=chosen.value() or (), variant=what.text(), reason=reason.text()
        )
        problems.split(session, detail.seen, entry, by, at)

    return split


def _stop_ship(_kit: Kit, question: Question, detail: ProblemDetail) -> Act:
    """Ask for the words of the extra check; the words in force can be changed."""
    note = NoteField(
        _("What is to be checked"),
        hint=_("For example: look at the rim of every piece under the lamp; none may be chipped."),
        required=True,
    )
    note.set_text(detail.stop_check)
    question.form.add("check", note)
    return lambda s, by, at: problems.stop_ship(s, detail.seen, note.text(), by, at)


def _open_action(kit: Kit, question: Question, detail: ProblemDetail) -> Act:
    """Ask for a title and who leads it."""
    title = TextField(_("Title"), required=True)
    title.set_text(" · ".join(e for e in (detail.code_name, detail.family, detail.item) if e))
    question.form.add("title", title)
    lead = _leader(kit, question, "lead", _("Leads it"), detail.owner_id)
    return lambda s, by, at: corrective_actions.open_(
        s, detail.seen, title.text(), lead.value() or 0, by, at
    )


def _leader(
    kit: Kit, question: Question, name: str, label: str, usual: int | None
) -> ChoiceField[int]:
    """Offer the people who decide; the usual one is chosen."""
    people: Choices = kit.records.read(lambda s: people_choices(s, leading=True))
    field: ChoiceField[int] = ChoiceField(label, people, required=True)
    field.choose(usual)
    return question.form.add(name, field)


_FILLS: dict[str, Callable[[Kit, Question, ProblemDetail], Act]] = {
    "own": _own,
    "claim_fix": _claim_fix,
    "verify_fix": partial(_words, N_("How one can see that it is in place"), problems.verify_fix),
    "prove": partial(_words, N_("What has shown it"), problems.prove),
    "lift": partial(_words, N_("Reason"), problems.lift),
    "merge": _merge,
    "split": _split,
    "stop_ship": _stop_ship,
    "open_action": _open_action,
}
