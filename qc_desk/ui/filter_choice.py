"""One of several things to narrow a list down to, or all of them."""

from collections.abc import Sequence

from qc_desk.i18n import _
from qc_desk.ui.fields import ChoiceField
from qc_desk.ui.overrides import override

EVERYTHING = 0


class FilterChoice(ChoiceField[int]):
    """A choice of an id that may be everything: then its value is None."""

    def __init__(self, label: str) -> None:
        """Begin with everything."""
        super().__init__(label)
        self.offer_all(())

    def offer_all(self, choices: Sequence[tuple[int, str]]) -> None:
        """Offer everything and these; everything is chosen when nothing else was."""
        self.offer([(EVERYTHING, _("All")), *choices])
        if self.value() is None and self.box.currentIndex() < 0:
            self.box.blockSignals(True)  # noqa: FBT003 (Qt takes it by position)
            self.box.setCurrentIndex(0)
            self.box.blockSignals(False)  # noqa: FBT003 (Qt takes it by position)

    @override
    def value(self) -> int | None:
        """Return what is chosen; None for everything."""
        return super().value() or None

    @override
    def set_text(self, text: str) -> None:
        """Choose a value, or everything."""
        super().set_text(text or str(EVERYTHING))
