"""What the marks beside some texts mean: they stand in another language than the paper."""

from qc_desk.domain.paper import Paper
from qc_desk.i18n import LANGUAGES, _, format_list
from qc_desk.reports.bands import WIDTH, Band
from qc_desk.reports.lettering import BODY_GREY
from qc_desk.reports.setting import columns
from qc_desk.reports.typesetting import Typesetter


def marked_texts(paper: Paper, setter: Typesetter) -> list[Band]:
    """Return the line that says what the marks mean; nothing where there are none."""
    if not paper.other_languages:
        return []
    marks = [f"[{code}] {_name(code)}" for code in paper.other_languages]
    said = _("Texts with a mark are not translated yet and stand in their own language: {marks}.")
    line = said.format(marks=format_list(marks))
    return [Band(10, blank=True), columns(setter, [(0, WIDTH, [(line, BODY_GREY)])], 2)]


def _name(code: str) -> str:
    known = LANGUAGES.get(code)
    return known.name if known is not None else code
