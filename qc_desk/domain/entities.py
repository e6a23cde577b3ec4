"""Every kind of thing that is kept, in one place for the storage and the migrations."""

from qc_desk.domain.annotations import Annotation
from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.base import Base
from qc_desk.domain.batches import Batch
from qc_desk.domain.certificates import Certificate
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.complaint_statements import ComplaintEvent, ComplaintLink, EscapeRuling
from qc_desk.domain.complaints import Complaint, ComplaintPhoto
from qc_desk.domain.corrective_actions import CorrectiveAction
from qc_desk.domain.decided_rounds import DecidedRound
from qc_desk.domain.defects import Defect, DefectEvent
from qc_desk.domain.deliveries import Delivery, DeliveryEvent
from qc_desk.domain.disciplines import Action, ActionEvent, DisciplineEntry
from qc_desk.domain.extra_checks import ExtraCheck
from qc_desk.domain.gauges import Calibration, Gauge
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.letterheads import Letterhead
from qc_desk.domain.orders import Order
from qc_desk.domain.organisation_signatures import SignedCopy, SigningRule
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import KeyWrapping, Person, PersonKey, RoleGrant
from qc_desk.domain.photos import Photo
from qc_desk.domain.pictures import Picture, ShownPicture
from qc_desk.domain.problems import Problem
from qc_desk.domain.procedures import Procedure, ProcedureStep, ProcedureVersion
from qc_desk.domain.producers import BatchProducer
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.promises import Promise, PromiseEvent
from qc_desk.domain.reports import Report, Withdrawal
from qc_desk.domain.review_decisions import ReviewDecision
from qc_desk.domain.reworks import Rework
from qc_desk.domain.sampling import LotResult, SamplePlan, Switch
from qc_desk.domain.sightings import ProblemEvent, Sighting
from qc_desk.domain.sign_offs import Reconciliation, SignOff
from qc_desk.domain.snoozes import Snooze
from qc_desk.domain.spot_draws import SpotDraw
from qc_desk.domain.targets import ServiceTarget
from qc_desk.domain.touches import Touch
from qc_desk.domain.training import Training

__all__ = [
    "Action",
    "ActionEvent",
    "Annotation",
    "Answer",
    "AuditEntry",
    "Base",
    "Batch",
    "BatchProducer",
    "Calibration",
    "Certificate",
    "CheckItem",
    "Checklist",
    "ChecklistVersion",
    "Complaint",
    "ComplaintEvent",
    "ComplaintLink",
    "ComplaintPhoto",
    "CorrectiveAction",
    "Customer",
    "DecidedRound",
    "Defect",
    "DefectCode",
    "DefectEvent",
    "Delivery",
    "DeliveryEvent",
    "DisciplineEntry",
    "EscapeRuling",
    "ExtraCheck",
    "Gauge",
    "Inspection",
    "KeyWrapping",
    "Letterhead",
    "LotResult",
    "Manufacturer",
    "Order",
    "Organisation",
    "Person",
    "PersonKey",
    "Photo",
    "Picture",
    "Problem",
    "ProblemEvent",
    "Procedure",
    "ProcedureStep",
    "ProcedureVersion",
    "Product",
    "Promise",
    "PromiseEvent",
    "Reconciliation",
    "Report",
    "ReviewDecision",
    "Rework",
    "RoleGrant",
    "SamplePlan",
    "ServiceTarget",
    "ShownPicture",
    "Sighting",
    "SignOff",
    "SignedCopy",
    "SigningRule",
    "Site",
    "Snooze",
    "SpotDraw",
    "Switch",
    "Touch",
    "Training",
    "Withdrawal",
]
