"""The matrix: a row for each person, a column for each checklist and procedure in force."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from qc_desk.i18n import N_, _
from qc_desk.ui.pages import Kit
from qc_desk.ui.rows import Column, Order, Rows
from qc_desk.ui.settings.model import ListSource
from qc_desk.ui.table import Table
from qc_desk.ui.theme import Tone, Type, font
from qc_desk.ui.training.looks import LOOKS, standing_words, subject_words

if TYPE_CHECKING:
    from qc_desk.services.training_matrix import LearnerRow, Matrix, SubjectRow

_LEAST = 160  # px: of a column; it is as wide as its states
_LINE = 146  # px: of its title, which has two lines


def grid(kit: Kit, matrix: "Matrix") -> Table:
    """Return the matrix as a list that is read by row; a tap opens a person."""
    columns: list[Column[LearnerRow]] = [
        Column(N_("Person"), lambda row: row.name, width=160, grow=1)
    ]
    columns += [_column(matrix, row) for row in matrix.subjects]
    rows: Rows[LearnerRow] = Rows(kit.records, kit.jobs, columns, Order())
    table = Table(rows, tap_opens=True)
    table.horizontalHeader().setStretchLastSection(False)
    table.say_empty(
        _("Nobody to train yet"),
        _("People who may check stand here as soon as they have a role."),
    )
    rows.show(ListSource(lambda _session: matrix.people, {}))
    return table


def _column(matrix: "Matrix", subject: "SubjectRow") -> "Column[LearnerRow]":
    """Return the column of a checklist or procedure."""

    def text(person: "LearnerRow") -> str:
        return standing_words(matrix.cells[person.id, subject.subject])

    def state(person: "LearnerRow") -> tuple[Tone, str] | None:
        return LOOKS[matrix.cells[person.id, subject.subject].standing]

    return Column(_headed(subject), text, state=state, width=_LEAST, grow=1)


def _headed(subject: "SubjectRow") -> str:
    """Return a subject in two lines, as it fits above its column: the title gives way."""
    title = subject.title
    lines = _broken(subject_words(subject))
    while len(lines) > 2 and title:
        title = title[:-1].rstrip()
        lines = _broken(subject_words(replace(subject, title=f"{title}…")))
    return "\n".join(lines)


def _broken(words: str) -> list[str]:
    """Return words in lines that are no wider than a column."""
    measure, lines = QFontMetrics(font(Type.STRONG)), [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure.horizontalAdvance(longer) > _LINE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
