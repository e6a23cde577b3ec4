"""Which paper is printed by whom."""

from collections.abc import Callable
from typing import Any

from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.reports import inspection

RENDERERS: dict[type[Paper], Callable[[Any], bytes]] = {
    InspectionPaper: inspection.render,
}
