"""A chart as a file: asked for where to, and written as it is drawn on paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qc_desk.domain.charts import Chart
from qc_desk.domain.refusals import QcError
from qc_desk.i18n import _
from qc_desk.ui.files import choose_target


def save_picture(
    parent: QWidget, chart: Chart, name: str, refused: Callable[[QcError], None]
) -> None:
    """Ask where to, and write a chart as SVG or PNG, whole or not at all."""
    kinds = ";;".join((_("Picture (*.svg)"), _("Picture (*.png)")))
    file = choose_target(parent, _("Save the picture"), f"{name}.svg", kinds)
    if file is None:
        return
    try:
        _write(chart, file)
    except QcError as refusal:
        refused(refusal)


def _write(chart: Chart, file: Path) -> None:
    from qc_desk.reports.charts.pictures import picture  # noqa: PLC0415 (reportlab on use)
    from qc_desk.services.files import write_file  # noqa: PLC0415

    write_file(file, picture(chart, "png" if file.suffix.lower() == ".png" else "svg"))
