"""Batches, what was checked and found at them, and what was issued."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from qc_desk.domain.batches import Batch
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.complaints import Complaint
from qc_desk.domain.defects import Defect
from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import Person
from qc_desk.domain.problems import Problem
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.domain.sign_offs import SignOff
from qc_desk.services.exported_tables import Selected, of_goods
from qc_desk.services.exports import blind_inspections
from qc_desk.services.views.view import View, ViewColumn

_decided_at = (
    select(func.max(SignOff.at, type_=SignOff.at.type))
    .where(SignOff.batch_id == Batch.id)
    .correlate(Batch)
    .scalar_subquery()
)
_GOODS = (
    ViewColumn("batch_id", Batch.id, "number of the batch in the record"),
    ViewColumn("batch", Batch.number, "batch number"),
    ViewColumn("product", Product.code, "product code"),
    ViewColumn("revision", Product.revision, "revision of the product"),
    ViewColumn("product_name", Product.name, "name of the product"),
    ViewColumn("family", Product.family, "family of the product"),
    ViewColumn("manufacturer", Manufacturer.name, "who made the goods"),
    ViewColumn("site", Site.code, "code of the site"),
)


def _open_to_all(wanted: Selected) -> Selected:
    """Leave out what would break a second check that is blind and still due."""
    return wanted.where(Inspection.id.not_in(blind_inspections().correlate(None)))


BATCHES = View(
    name="qc_batches",
    about="Every batch as it stands now.",
    id=Batch.id,
    columns=(
        *_GOODS,
        ViewColumn("order_number", Order.number, "order, if any"),
        ViewColumn("customer", Customer.name, "customer of the order"),
        ViewColumn("promised_ship_date", Order.promised_ship_date, "promised for the order"),
        ViewColumn("quantity", Batch.quantity, "pieces"),
        ViewColumn("produced_on", Batch.produced_on, "day of production"),
        ViewColumn(
            "status",
            Batch.status,
            "draft, first_check, second_check, released, held, rework, shipped, recalled, …",
        ),
        ViewColumn("round", Batch.round, "round of inspection, from 1"),
        ViewColumn("created_at", Batch.created_at, "when it was entered"),
        ViewColumn("changed_at", Batch.changed_at, "when it last changed"),
        ViewColumn("last_signed_at", _decided_at, "newest signature on it"),
        ViewColumn("note", Batch.note, "note"),
    ),
    joined=lambda wanted: (
        of_goods(wanted.select_from(Batch))
        .outerjoin(Order, Order.id == Batch.order_id)
        .outerjoin(Customer, Customer.id == Order.customer_id)
    ),
)

INSPECTIONS = View(
    name="qc_inspections",
    about="Every check by one person; those of a blind second check that is due are left out.",
    id=Inspection.id,
    columns=(
        ViewColumn("inspection_id", Inspection.id, "number of the inspection in the record"),
        *_GOODS,
        ViewColumn("round", Inspection.round, "round of the batch"),
        ViewColumn("seat", Inspection.seat, "first or second"),
        ViewColumn("inspector", Person.name, "who checked"),
        ViewColumn("checklist", Checklist.code, "checklist"),
        ViewColumn("version", ChecklistVersion.number, "version of the checklist"),
        ViewColumn("mode", ChecklistVersion.mode, "independent, review or spot"),
        ViewColumn("sample_size", Inspection.sample_size, "units in the sample"),
        ViewColumn("status", Inspection.status, "open, submitted, signed or withdrawn"),
        ViewColumn("opened_at", Inspection.opened_at, "when it was begun"),
        ViewColumn("finished_at", Inspection.finished_at, "when it was submitted or withdrawn"),
        ViewColumn("reason", Inspection.reason, "why it was withdrawn"),
    ),
    joined=lambda wanted: _open_to_all(
        of_goods(wanted.select_from(Inspection).join(Batch, Batch.id == Inspection.batch_id))
        .join(Person, Person.id == Inspection.inspector_id)
        .join(ChecklistVersion, ChecklistVersion.id == Inspection.version_id)
        .join(Checklist, Checklist.id == ChecklistVersion.checklist_id)
    ),
)

_newer = aliased(Answer)

ANSWERS = View(
    name="qc_answers",
    about="Every answer, corrected ones too; those of a blind second check that is due are left"
    " out.",
    id=Answer.id,
    columns=(
        ViewColumn("answer_id", Answer.id, "number of the answer in the record"),
        ViewColumn("inspection_id", Answer.inspection_id, "inspection it belongs to"),
        *_GOODS,
        ViewColumn("round", Inspection.round, "round of the batch"),
        ViewColumn("seat", Inspection.seat, "first or second"),
        ViewColumn("inspector", Person.name, "who answered"),
        ViewColumn("item", CheckItem.code, "code of the item"),
        ViewColumn("item_title", CheckItem.title, "title of the item"),
        ViewColumn("severity", CheckItem.severity, "critical, major or minor"),
        ViewColumn("sample_unit", Answer.unit_number, "unit of the sample; 0 for the whole"),
        ViewColumn("result", Answer.result, "pass, fail or not_applicable"),
        ViewColumn("value", Answer.value, "measured or counted value"),
        ViewColumn("unit", CheckItem.unit, "unit of measurement"),
        ViewColumn("nominal", CheckItem.nominal, "nominal value"),
        ViewColumn("lower_limit", CheckItem.lower, "lower limit"),
        ViewColumn("upper_limit", CheckItem.upper, "upper limit"),
        ViewColumn("words", Answer.words, "what was chosen or written down"),
        ViewColumn("gauge", Gauge.number, "gauge it was measured with"),
        ViewColumn("note", Answer.note, "note"),
        ViewColumn("answered_at", Answer.at, "when it was recorded"),
        ViewColumn("stands", _newer.id.is_(None), "whether no later answer replaces it"),
        ViewColumn("replaces_answer_id", Answer.replaces_id, "answer that it corrects"),
        ViewColumn("reason", Answer.reason, "why it was corrected"),
    ),
    joined=lambda wanted: _open_to_all(
        of_goods(
            wanted.select_from(Answer)
            .join(Inspection, Inspection.id == Answer.inspection_id)
            .join(Batch, Batch.id == Inspection.batch_id)
        )
        .join(Person, Person.id == Answer.by_id)
        .join(CheckItem, CheckItem.id == Answer.item_id)
        .outerjoin(_newer, _newer.replaces_id == Answer.id)
        .outerjoin(Calibration, Calibration.id == Answer.calibration_id)
        .outerjoin(Gauge, Gauge.id == Calibration.gauge_id)
    ),
)

DEFECTS = View(
    name="qc_defects",
    about="Every defect; those of a blind second check that is due are left out.",
    id=Defect.id,
    columns=(
        ViewColumn("defect_id", Defect.id, "number of the defect in the record"),
        ViewColumn("inspection_id", Defect.inspection_id, "inspection it was found in"),
        *_GOODS,
        ViewColumn("round", Inspection.round, "round of the batch"),
        ViewColumn("seat", Inspection.seat, "first or second"),
        ViewColumn("found_by", Person.name, "who found it"),
        ViewColumn("number", Defect.number, "number of the defect in its batch"),
        ViewColumn("defect_code", DefectCode.code, "defect code"),
        ViewColumn("defect_name", DefectCode.name, "name of the defect code"),
        ViewColumn("severity", Defect.severity, "critical, major or minor"),
        ViewColumn("quantity", Defect.quantity, "pieces"),
        ViewColumn("place", Defect.place, "where on the goods"),
        ViewColumn("item", CheckItem.code, "code of the item it was found at"),
        ViewColumn("item_title", CheckItem.title, "title of the item"),
        ViewColumn("sample_unit", Defect.unit_number, "unit of the sample; 0 for the whole"),
        ViewColumn("status", Defect.status, "open, contained, dispositioned or closed"),
        ViewColumn("disposition", Defect.disposition, "rework, scrap, use_as_is, return or sort"),
        ViewColumn("containment", Defect.containment, "how it was contained"),
        ViewColumn("note", Defect.note, "note"),
        ViewColumn("found_at", Defect.at, "when it was recorded"),
    ),
    joined=lambda wanted: _open_to_all(
        of_goods(
            wanted.select_from(Defect)
            .join(Inspection, Inspection.id == Defect.inspection_id)
            .join(Batch, Batch.id == Defect.batch_id)
        )
        .join(Person, Person.id == Defect.by_id)
        .join(DefectCode, DefectCode.id == Defect.code_id)
        .outerjoin(CheckItem, CheckItem.id == Defect.item_id)
    ),
)

_replaced = aliased(Report)

REPORTS = View(
    name="qc_reports",
    about="Every issued report; neither its file nor its data.",
    id=Report.id,
    columns=(
        ViewColumn("report_id", Report.id, "number of the report in the record"),
        ViewColumn("report", Report.number, "report number"),
        ViewColumn("kind", Report.kind, "kind of report"),
        ViewColumn("site", Site.code, "code of the site"),
        ViewColumn("batch_id", Report.batch_id, "batch it is about"),
        ViewColumn("batch", Batch.number, "number of that batch"),
        ViewColumn("round", Report.round, "round it is about"),
        ViewColumn("verdict", Report.verdict, "verdict when it was issued"),
        ViewColumn("complaint", Complaint.number, "complaint it is about"),
        ViewColumn("problem", Problem.number, "problem it is about"),
        ViewColumn("manufacturer", Manufacturer.name, "manufacturer it goes to"),
        ViewColumn("customer", Customer.name, "customer it goes to"),
        ViewColumn("begins_on", Report.begins_on, "first day it is about"),
        ViewColumn("ends_on", Report.ends_on, "last day it is about"),
        ViewColumn("language", Report.language, "language of the report"),
        ViewColumn("replaces", _replaced.number, "report that it replaces"),
        ViewColumn("reason", Report.reason, "why it was issued again"),
        ViewColumn("issued_at", Report.issued_at, "when it was issued"),
        ViewColumn("issued_by", Person.name, "who issued it"),
        ViewColumn("withdrawn_at", Withdrawal.at, "when it was withdrawn"),
        ViewColumn("sha256", Report.sha256, "digest of the PDF file"),
    ),
    joined=lambda wanted: (
        wanted.select_from(Report)
        .join(Site, Site.id == Report.site_id)
        .join(Person, Person.id == Report.issued_by_id)
        .outerjoin(Batch, Batch.id == Report.batch_id)
        .outerjoin(Complaint, Complaint.id == Report.complaint_id)
        .outerjoin(Problem, Problem.id == Report.problem_id)
        .outerjoin(Manufacturer, Manufacturer.id == Report.manufacturer_id)
        .outerjoin(Customer, Customer.id == Report.customer_id)
        .outerjoin(_replaced, _replaced.id == Report.replaces_id)
        .outerjoin(Withdrawal, Withdrawal.report_id == Report.id)
    ),
)
