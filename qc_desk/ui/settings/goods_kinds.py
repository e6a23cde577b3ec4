"""What is made, and what can be wrong with it: their columns, their fields, their services."""

from typing import TYPE_CHECKING, Any

from qc_desk.domain.vocabulary import Severity
from qc_desk.i18n import N_, _, headed, language
from qc_desk.services import defect_codes, products
from qc_desk.services.checklist_lists import checklist_rows
from qc_desk.ui.fields import ChoiceField, TextField
from qc_desk.ui.rows import Column
from qc_desk.ui.settings.kinds import Kind, KindWords
from qc_desk.ui.settings.shop_kinds import Fields, deeds, in_use, keeping, languages
from qc_desk.ui.states import look
from qc_desk.ui.wordings_field import WordingsField

if TYPE_CHECKING:
    from qc_desk.services.desk import Session


# Products


def _product_fields(session: "Session", row: Any) -> Fields:
    held = row.checklist_id if row is not None else None
    lists = [
        (each.id, each.title)
        for each in checklist_rows(session, retired=True)
        if not each.retired or each.id == held
    ]
    checklist: ChoiceField[int | None] = ChoiceField(
        _("Checklist"),
        [(None, _("None yet")), *lists],
        hint=_("Batches can be checked once the checklist has an effective version."),
    )
    return {
        "code": TextField(_("Product code"), longest=60, required=True),
        "revision": TextField(_("Revision"), longest=20),
        "name": TextField(_("Name"), required=True),
        "family": TextField(
            _("Family"), longest=100, hint=_("Defects are compared within a family.")
        ),
        "checklist_id": checklist,
        "wordings": WordingsField(
            _("Its name in other languages"),
            "name",
            hint=_("Reports have it in their language where it is there."),
        ),
    }


def product_kind() -> Kind[Any]:
    """Describe products."""
    p = products
    return Kind(
        name="products",
        words=KindWords(
            title=N_("Products"),
            lead=N_("What is made, in which revision, and by which checklist it is checked."),
            search=N_("Search code, name, family or checklist"),
            add=N_("Add a product"),
            empty=N_("No products yet"),
            empty_text=N_("Add what you make, or bring a whole table in under Import and export."),
        ),
        columns=[
            Column(N_("Code"), lambda row: row.full_code, sort="code", width=100),
            Column(N_("Name"), lambda row: row.name, sort="name", width=190, grow=2),
            Column(N_("Family"), lambda row: row.family, sort="family", width=110, spare=3),
            Column(
                N_("Checklist"),
                lambda row: row.checklist or _("None yet"),
                sort="checklist",
                width=178,
                grow=1,
                spare=2,
            ),
            in_use(),
        ],
        fields=_product_fields,
        deeds=deeds(
            p.product_rows,
            keeping(p.ProductEntry),
            (p.add_product, p.change_product, p.retire_product, p.bring_back_product),
        ),
        shown=lambda row: f"{row.full_code} · {row.name}",
    )


# Defect codes


def _defect_code_fields(_session: "Session", row: object) -> Fields:
    own = ChoiceField(_("Language of the name"), languages(), required=True)
    others = WordingsField(
        _("Its name in other languages"),
        "name",
        hint=_("Inspectors and manufacturers read it in their language where it is there."),
    )
    own.changed.connect(lambda: others.set_own(own.value() or ""))
    if row is None:
        own.choose(language().code)
    return {
        "code": TextField(
            _("Code"), longest=20, required=True, hint=_("Short, as it is called on the floor.")
        ),
        "name": TextField(_("Name"), required=True),
        "default_severity": ChoiceField(
            _("Usual severity"),
            [(word, headed(word.label)) for word in Severity],
            required=True,
            hint=_("An inspector can choose another for a single defect."),
        ),
        "language": own,
        "wordings": others,
    }


def defect_code_kind() -> Kind[Any]:
    """Describe defect codes."""
    d = defect_codes
    return Kind(
        name="defect_codes",
        words=KindWords(
            title=N_("Defect codes"),
            lead=N_("Short names for what can be wrong, so that the same defect is seen again."),
            search=N_("Search code or name"),
            add=N_("Add a defect code"),
            empty=N_("No defect codes yet"),
            empty_text=N_("Add the defects you know; starter checklists bring theirs along."),
        ),
        columns=[
            Column(N_("Code"), lambda row: row.code, sort="code", width=110),
            Column(N_("Name"), lambda row: row.name, sort="name", width=240, grow=1),
            Column(
                N_("Usual severity"),
                lambda row: headed(row.default_severity.label),
                sort="severity",
                state=lambda row: look(row.default_severity),
                width=160,
                spare=1,
            ),
            in_use(),
        ],
        fields=_defect_code_fields,
        deeds=deeds(
            d.defect_code_rows,
            keeping(d.DefectCodeEntry),
            (
                d.add_defect_code,
                d.change_defect_code,
                d.retire_defect_code,
                d.bring_back_defect_code,
            ),
        ),
        shown=lambda row: f"{row.code} · {row.name}",
    )
