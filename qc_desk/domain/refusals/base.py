"""What every refusal has in common: a sentence, and the names it needs."""

from typing import ClassVar

from qc_desk.i18n import _
from qc_desk.overrides import override

MOST_PROBLEMS_SHOWN = 50


class QcError(Exception):
    """Something a person can put right; its text is a sentence in the language spoken now."""

    sentence: ClassVar[str] = ""
    problems: tuple[str, ...] = ()

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the sentence needs."""
        super().__init__(facts)
        self.facts = facts

    @override
    def __str__(self) -> str:
        """Return the sentence with its facts, in the language spoken now, and a line a problem."""
        said = _(self.sentence).format(
            **{name: _shown(_word(name, fact)) for name, fact in self.facts.items()}
        )
        lines = [f"– {problem}" for problem in self.problems[:MOST_PROBLEMS_SHOWN]]
        unsaid = len(self.problems) - len(lines)
        more = [_("– and {count} more").format(count=unsaid)] if unsaid else []
        return "\n".join([said, *lines, *more])


def _word(name: str, fact: object) -> object:
    """Translate the facts that are words of the program, marked where the refusal was raised."""
    return _(fact) if name in {"field", "kind", "why"} and isinstance(fact, str) and fact else fact


def _shown(fact: object) -> object:
    """Show words of the trade in the language spoken now, and names at a readable length."""
    shown = getattr(fact, "label", fact)
    if isinstance(shown, str) and len(shown) > 120:
        return f"{shown[:119]}…"
    return shown
