"""What the goods have shown since a claimed fix, for each site, as bars with words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from qc_desk.domain.proof import SiteProof
from qc_desk.i18n import _, format_date, format_integer, ngettext, quoted
from qc_desk.services.problem_details import ProblemDetail
from qc_desk.ui.buttons import Badge
from qc_desk.ui.cards import Card, words
from qc_desk.ui.overrides import override
from qc_desk.ui.theme import SPACE_M, WARDROBE, Tone, Type, colours_now


class Bar(QWidget):
    """How far something has come, drawn step by step where there are few steps."""

    def __init__(self, done: int, needed: int, told: str) -> None:
        """Draw ``done`` of ``needed``; ``told`` is what a screen reader says."""
        super().__init__()
        self._done, self._needed = max(0, min(done, needed)), max(needed, 1)
        self.setAccessibleName(told)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        WARDROBE.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        """Ask for a low, wide room."""
        return QSize(160, 14)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and what is done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        full = self._done >= self._needed
        ink = colours_now().ink(Tone.PASS if full else Tone.INFO)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        steps = self._needed if self._needed <= _STEPS else 1
        width = (room.width() - _GAP * (steps - 1)) / steps
        part = self._done if steps > 1 else self._done / self._needed
        for step in range(steps):
            cell = QRectF(room.left() + step * (width + _GAP), room.top(), width, room.height())
            painter.setPen(QPen(QColor(ink.line), 1))
            painter.setBrush(QColor(ink.ground))
            painter.drawRoundedRect(cell, 4, 4)
            share = min(max(part - step, 0.0), 1.0)
            if share:
                painter.setBrush(QColor(ink.solid))
                painter.drawRoundedRect(
                    QRectF(cell.left(), cell.top(), max(cell.width() * share, 6), cell.height()),
                    4,
                    4,
                )
        painter.end()


_STEPS, _GAP = 20, 3  # up to so many steps are drawn one by one, with so many px between


class ProofCard(Card):
    """The claimed fix, and how much of its proof each site has shown."""

    def __init__(self, detail: ProblemDetail) -> None:
        """Show the newest claim and the bars of the sites."""
        super().__init__(_("Proof"))
        claim = detail.claims[0]
        self.body.addWidget(words(quoted(claim.words), Type.STRONG))
        if claim.fixed_from is not None:
            said = _("For goods made from {day} on, claimed by {person}.")
            told = said.format(day=format_date(claim.fixed_from), person=claim.by)
            self.body.addWidget(words(told, Type.SMALL, quiet=True))
        if claim.refuted_on is not None:
            said = _("Refuted: goods made on {day} had it again.")
            self.body.addWidget(
                Badge(_("did not hold"), Tone.FAIL, "circle-x"),
            )
            self.body.addWidget(words(said.format(day=format_date(claim.refuted_on))))
        for site in detail.proof:
            self._add_site(site)

    def _add_site(self, site: SiteProof) -> None:
        """Show what a site has shown."""
        line = QHBoxLayout()
        line.setSpacing(SPACE_M)
        line.addWidget(words(site.site, Type.STRONG), stretch=1)
        if site.complete:
            line.addWidget(Badge(_("enough"), Tone.PASS, "badge-check"))
        else:
            line.addWidget(Badge(_("not yet"), Tone.INFO, "hourglass"))
        self.body.addLayout(line)
        batches, days = batch_words(site), day_words(site)
        self.body.addWidget(Bar(site.clean, site.batches, batches))
        self.body.addWidget(words(batches, Type.SMALL))
        self.body.addWidget(Bar(site.days, site.days_needed, days))
        self.body.addWidget(words(days, Type.SMALL))


def batch_words(site: SiteProof) -> str:
    """Return how many clean batches of how many a site has shown."""
    said = ngettext(
        "{clean} of {count} clean batch in a row",
        "{clean} of {count} clean batches in a row",
        site.batches,
    )
    return said.format(clean=format_integer(site.clean), count=format_integer(site.batches))


def day_words(site: SiteProof) -> str:
    """Return how many days of how many have gone without it, and what still lacks."""
    said = ngettext(
        "or one clean batch, and {days} of {count} day without it",
        "or one clean batch, and {days} of {count} days without it",
        site.days_needed,
    )
    days = format_integer(max(site.days, 0))
    return said.format(days=days, count=format_integer(site.days_needed))
