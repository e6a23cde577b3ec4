"""The mapping assistant: a table from another program, understood step by step."""

from typing import TYPE_CHECKING

from qc_desk.i18n import _
from qc_desk.ui.files import choose_file, tables_to_read

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from qc_desk.ui.imports.assistant import Assistant
    from qc_desk.ui.pages import Kit

__all__ = ["bring_in", "import_complaints"]


def import_complaints(kit: "Kit", parent: "QWidget | None" = None) -> "Assistant | None":
    """Ask for a table of complaints and open the assistant over it; None when it was left."""
    return bring_in(kit, "complaints", parent)


def bring_in(kit: "Kit", kind: str, parent: "QWidget | None" = None) -> "Assistant | None":
    """Ask for a table of one kind and open the assistant over it; None when it was left."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (on use)

    from qc_desk.ui.imports.assistant import Assistant  # noqa: PLC0415 (on use)
    from qc_desk.ui.imports.intakes import intake_of  # noqa: PLC0415 (on use)

    above = parent or QApplication.activeWindow()
    intake = intake_of(kind)
    file = choose_file(above, _(intake.title), tables_to_read())
    if file is None:
        return None
    assistant = Assistant(kit, above, intake)
    assistant.look_at(file)
    assistant.open()
    return assistant
