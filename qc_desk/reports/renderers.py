"""Which paper is printed by whom."""

from collections.abc import Callable
from typing import Any

from qc_desk.domain.conformance_papers import ConformancePaper
from qc_desk.domain.defect_papers import DefectPaper
from qc_desk.domain.eight_d_papers import EightDPaper
from qc_desk.domain.letter_papers import (
    ComplaintAnswerPaper,
    FixedLetterPaper,
    WeeklyLetterPaper,
)
from qc_desk.domain.paper import Paper
from qc_desk.domain.papers import InspectionPaper
from qc_desk.domain.print_outs import (
    BatchCard,
    BatchLabels,
    ChecklistPrint,
    KeyCard,
    ProcedurePrint,
    TrainingPrint,
)
from qc_desk.domain.review_papers import ReviewPaper
from qc_desk.reports import (
    batch_card,
    certificate,
    checklist_print,
    complaint_answer,
    defect_report,
    eight_d,
    fixed_letter,
    inspection,
    key_card,
    labels,
    procedure_print,
    training_print,
    weekly_letter,
    weekly_review,
)

RENDERERS: dict[type[Paper], Callable[[Any], bytes]] = {
    InspectionPaper: inspection.render,
    DefectPaper: defect_report.render,
    ConformancePaper: certificate.render,
    ReviewPaper: weekly_review.render,
    EightDPaper: eight_d.render,
    ComplaintAnswerPaper: complaint_answer.render,
    FixedLetterPaper: fixed_letter.render,
    WeeklyLetterPaper: weekly_letter.render,
    ProcedurePrint: procedure_print.render,
    ChecklistPrint: checklist_print.render,
    TrainingPrint: training_print.render,
    BatchCard: batch_card.render,
    BatchLabels: labels.render,
    KeyCard: key_card.render,
}
