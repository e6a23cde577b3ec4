"""The facts of reports by their names, in words that people read."""

from qc_desk.i18n import N_, _

_FIELDS = {
    "actions": N_("Actions"),
    "answer": N_("Answer"),
    "batch": N_("Batch"),
    "batches": N_("Batches"),
    "batch_number": N_("Batch"),
    "checklist_title": N_("Checklist"),
    "conceded": N_("Under concession"),
    "containment": N_("Containment"),
    "customer": N_("Customer"),
    "defects": N_("Defects"),
    "disciplines": N_("Disciplines"),
    "dispositions": N_("Disposition"),
    "due_on": N_("Due"),
    "extra_checks": N_("Extra checks"),
    "found": N_("What was found"),
    "inspections": N_("Inspections"),
    "items": N_("Requirements"),
    "manufacturer": N_("Manufacturer"),
    "missing": N_("Still missing"),
    "moments": N_("Time line"),
    "name": N_("Name"),
    "note": N_("Note"),
    "order_number": N_("Order"),
    "outcome": N_("Outcome"),
    "photos": N_("Photos"),
    "place": N_("Place"),
    "product_code": N_("Product"),
    "product_name": N_("Product"),
    "promised_on": N_("Promised on"),
    "promises": N_("Promises"),
    "proof": N_("Proof"),
    "quantity": N_("Quantity"),
    "recurrences": N_("Came back"),
    "report": N_("Report"),
    "requirements": N_("Required"),
    "severity": N_("Class"),
    "signatures": N_("Signatures"),
    "standing": N_("Status"),
    "status": N_("Status"),
    "text": N_("Words"),
    "threads": N_("Problems"),
    "times": N_("Times"),
    "undecided": N_("Not decided"),
    "verdict": N_("Verdict"),
    "words": N_("Words"),
}


def field_name(name: str) -> str:
    """Return what people call a fact of a report; a name of the shop's own stays as it is."""
    return _(_FIELDS[name]) if name in _FIELDS else name.replace("_", " ")
