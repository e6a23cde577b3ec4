"""The shop's own texts as one reader gets them: in their language where they were entered in it.

The language that is asked for comes first, then the text's own. On paper a text in another
language than the paper's carries a mark. Nothing here asks the database: wordings are columns of
what they belong to.
"""

from qc_desk.domain.checklists import CheckItem, Checklist, ChecklistVersion
from qc_desk.domain.procedures import Procedure, ProcedureVersion
from qc_desk.domain.products import DefectCode, Product
from qc_desk.domain.wordings import answer_in, kept, worded
from qc_desk.i18n import language


class ShopTexts:
    """Says texts in one language, and notes which other languages were met."""

    def __init__(self, language: str, *, marked: bool = False) -> None:
        """Say texts in a language; an empty one means each text's own."""
        self.language = language
        self.marked = marked
        self._others: dict[str, None] = {}
        self._sections: dict[int, dict[str, str]] = {}

    @property
    def others(self) -> tuple[str, ...]:
        """The languages of texts that were not there in the one that was asked for."""
        return tuple(sorted(self._others))

    def section(self, version: ChecklistVersion, item: CheckItem) -> str:
        """Return the heading of an item; one of its section's items says it for all."""
        known = self._sections.get(version.id)
        if known is None:
            known = self._sections[version.id] = {}
            for each in version.items:
                words = worded(kept(each.wordings), "section", self.language)
                if words:
                    known.setdefault(each.section, words)
        return self.said(item.section, version.language, known.get(item.section, ""))

    def title(self, version: ChecklistVersion, item: CheckItem) -> str:
        """Return what an item is called."""
        return self._of(item, "title", version.language)

    def instruction(self, version: ChecklistVersion, item: CheckItem) -> str:
        """Return what an item says is to be done."""
        return self._of(item, "instruction", version.language)

    def answer(self, version: ChecklistVersion, item: CheckItem, answer: str) -> str:
        """Return what was chosen at an item; what was written down stays as it was written."""
        for name, column in (("good", item.good_choices), ("bad", item.bad_choices)):
            original = tuple(column.splitlines())
            if answer in original:
                words = worded(kept(item.wordings), name, self.language)
                return self.said(answer, version.language, answer_in(original, words, answer))
        return answer

    def checklist(self, version: ChecklistVersion) -> str:
        """Return what a version's checklist is called."""
        told = worded(kept(version.checklist.wordings), "title", self.language)
        return self.said(version.checklist.title, version.language, told)

    def title_of(self, checklist: Checklist) -> str:
        """Return what a checklist is called, whichever version is in force."""
        return worded(kept(checklist.wordings), "title", self.language) or checklist.title

    def defect(self, code: DefectCode) -> str:
        """Return what a defect code means."""
        return self._of(code, "name", code.language)

    def product(self, product: Product) -> str:
        """Return what a product is called; a name that nobody has translated carries no mark."""
        return product_name(product.name, product.wordings, self.language)

    def procedure(self, version: ProcedureVersion) -> str:
        """Return what a version's procedure is called."""
        told = worded(kept(version.procedure.wordings), "title", self.language)
        return self.said(version.procedure.title, version.language, told)

    def _of(self, thing: CheckItem | DefectCode, field: str, own: str) -> str:
        told = worded(kept(thing.wordings), field, self.language)
        return self.said(getattr(thing, field), own, told)

    def said(self, text: str, own: str, told: str) -> str:
        """Return a text in the reader's language, else in its own, with a mark where asked."""
        if not text or self.language in ("", own):
            return text
        if told:
            return told
        self._others[own] = None
        return f"{text}\u00a0[{own}]" if self.marked else text


def spoken_name(thing: DefectCode | Product) -> str:
    """Return what a product or a defect code is called in the language spoken now."""
    texts = ShopTexts(language().code)
    return texts.product(thing) if isinstance(thing, Product) else texts.defect(thing)


def spoken_title(thing: Checklist | Procedure | CheckItem) -> str:
    """Return what a checklist, one of its items or a procedure is called in that language."""
    return spoken_words(thing.title, thing.wordings, "title")


def spoken_words(words: str, wordings: str, field: str = "name") -> str:
    """Return a name or a title in the language spoken now, from its columns alone."""
    return worded(kept(wordings), field, language().code) or words if wordings else words


def product_name(name: str, wordings: str, language: str) -> str:
    """Return a product's name in a language; it is a name, and so stands as it is elsewhere."""
    return worded(kept(wordings), "name", language) or name
