"""Every kind of thing that is kept, in one place for the storage and the migrations."""

from qc_desk.domain.audit import AuditEntry
from qc_desk.domain.base import Base
from qc_desk.domain.batches import Batch, BatchProducer
from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.defects import Defect, DefectEvent
from qc_desk.domain.inspections import Answer, Inspection
from qc_desk.domain.orders import Order
from qc_desk.domain.organisations import Organisation, Site
from qc_desk.domain.parties import Customer, Manufacturer
from qc_desk.domain.people import KeyWrapping, Person, PersonKey, RoleGrant
from qc_desk.domain.photos import Photo
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.reports import Report
from qc_desk.domain.sign_offs import Reconciliation, SignOff

__all__ = [
    "Answer",
    "AuditEntry",
    "Base",
    "Batch",
    "BatchProducer",
    "CheckItem",
    "Checklist",
    "ChecklistVersion",
    "Customer",
    "Defect",
    "DefectCode",
    "DefectEvent",
    "Inspection",
    "KeyWrapping",
    "Manufacturer",
    "Order",
    "Organisation",
    "Person",
    "PersonKey",
    "Photo",
    "Product",
    "Reconciliation",
    "Report",
    "RoleGrant",
    "SignOff",
    "Site",
]
