"""The matrix: a row for each person, a column for each checklist and procedure in force."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
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

_WIDE = 264  # px: of a column, with room for the longest state
_AROUND = 32  # px: of it are around its title


def grid(kit: Kit, matrix: "Matrix") -> Table:
    """Return the matrix as a list that is read by row; a tap opens a person."""
    columns: list[Column[LearnerRow]] = [Column(N_("Person"), lambda row: row.name, width=200)]
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

    return Column(_headed(subject), text, state=state, width=_WIDE)


def _headed(subject: "SubjectRow") -> str:
    """Return a subject as it fits above its column: the title gives way, never the version."""
    measure = QFontMetrics(font(Type.STRONG))
    whole = subject_words(subject)
    over = measure.horizontalAdvance(whole) - (_WIDE - _AROUND)
    if over <= 0:
        return whole
    room = measure.horizontalAdvance(subject.title) - over
    title = measure.elidedText(subject.title, Qt.TextElideMode.ElideRight, room)
    return subject_words(replace(subject, title=title))
