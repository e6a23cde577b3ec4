"""Which paper is printed by whom."""

from collections.abc import Callable
from typing import Any

from qc_desk.domain.conformance_papers import ConformancePaper
from qc_desk.domain.defect_papers import DefectPaper
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.reports import certificate, defect_report, inspection

RENDERERS: dict[type[Paper], Callable[[Any], bytes]] = {
    InspectionPaper: inspection.render,
    DefectPaper: defect_report.render,
    ConformancePaper: certificate.render,
}
