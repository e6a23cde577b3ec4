"""What procedures say in other languages: for one reader, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import replace

from qc_desk.domain.wordings import Wordings, worded
from qc_desk.i18n import LANGUAGES, N_, _
from qc_desk.services.procedure_lists import ProcedureVersionRow, StepRow
from qc_desk.services.shop_texts import ShopTexts

FIELDS = {
    "title": N_("Title"),
    "purpose": N_("Purpose"),
    "instruction": N_("What to do"),
    "unit": N_("Unit"),
    "right_when": N_("Right when"),
}


def procedure_in(version: ProcedureVersionRow, texts: ShopTexts) -> ProcedureVersionRow:
    """Return a version as one reader gets it: each text in their language where it is there."""

    def said(thing: ProcedureVersionRow | StepRow, field: str) -> str:
        told = worded(thing.wordings, field, texts.language)
        return texts.said(getattr(thing, field), version.language, told)

    return replace(
        version,
        title=said(version, "title"),
        purpose=said(version, "purpose"),
        steps=tuple(
            replace(
                step,
                instruction=said(step, "instruction"),
                unit=worded(step.wordings, "unit", texts.language) or step.unit,  # kg is kg
                right_when=said(step, "right_when"),
            )
            for step in version.steps
        ),
    )


def languages_of(version: ProcedureVersionRow) -> list[str]:
    """Return the languages that a version can be read in: its own first."""
    steps = (each for step in version.steps for each in step.wordings)
    others = {each.language for each in (*version.wordings, *steps)}
    return [version.language, *sorted(others - {version.language})]


def word_problems(wordings: Wordings, limits: Mapping[str, int]) -> list[str]:
    """Return what is too long in other languages."""
    said = _("“{field}” has {length} characters; {limit} fit.")
    return [
        said.format(
            field=f"{_(FIELDS[each.field])} · {LANGUAGES[each.language].name}",
            length=len(each.words),
            limit=limits[each.field],
        )
        for each in wordings
        if len(each.words) > limits[each.field]
    ]
