"""What can be found from the one search field, kind by kind."""

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_


class FoundKind(Word):
    """A kind of thing that can be found; its label names a group of them."""

    BATCH = "batch", N_("Batches")
    COMPLAINT = "complaint", N_("Complaints")
    DEFECT = "defect", N_("Defects")
    PROBLEM = "problem", N_("Problems")
    ACTION = "action", N_("Corrective actions")
    PROMISE = "promise", N_("Promises")
    REPORT = "report", N_("Reports")
    PROCEDURE = "procedure", N_("Procedures")
    CHECKLIST = "checklist", N_("Checklists")
    PRODUCT = "product", N_("Products")
    MANUFACTURER = "manufacturer", N_("Manufacturers")
    CUSTOMER = "customer", N_("Customers")
    ORDER = "order", N_("Orders")
    PERSON = "person", N_("People")
    GAUGE = "gauge", N_("Gauges")
    DEFECT_CODE = "defect_code", N_("Defect codes")
