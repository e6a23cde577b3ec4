"""Everything that happened to a batch, as a line of time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from qc_desk.i18n import _, format_datetime, ngettext
from qc_desk.services.timeline import TimelineRow
from qc_desk.ui.cards import Card, words
from qc_desk.ui.icons import pixmap
from qc_desk.ui.theme import SPACE_M, SPACE_S, WARDROBE, Type, colours_now

_PICTURES = {
    "batch.add": "plus",
    "batch.import": "download",
    "batch.change": "pencil",
    "check.open_first": "clipboard-check",
    "check.open_second": "user-round-check",
    "check.submit": "send",
    "check.withdraw": "undo-2",
    "answer.record": "list-checks",
    "photo.attach": "camera",
    "photo.draw": "pencil",
    "defect.record": "bug",
    "defect.contain": "lock",
    "defect.dispose": "arrow-right",
    "defect.close": "circle-check",
    "sign_off.first": "pen-line",
    "sign_off.approve": "shield-check",
    "sign_off.reject": "octagon-alert",
    "sign_off.concede": "shield-alert",
    "sign_off.release_alone": "shield-alert",
    "sign_off.reconcile": "git-compare",
    "report.reissue": "file-text",
    "report.sign": "signature",
    "delivery.make": "mail",
    "delivery.sent": "send",
    "delivery.drop": "x",
    "delivery.acknowledge": "check",
    "batch.hold": "octagon-alert",
    "batch.rework": "wrench",
    "batch.rework_took": "wrench",
    "batch.scrap": "trash-2",
    "batch.return": "undo-2",
    "batch.ship": "truck",
    "batch.recall": "package-x",
}


class StoryCard(Card):
    """What happened, by whom and when, the newest first."""

    def __init__(self, rows: tuple[TimelineRow, ...], zone: str) -> None:
        """Tell the story in a time zone given by its IANA name."""
        super().__init__(_("What happened"))
        self._icons: list[tuple[QLabel, str]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(reversed(rows)):
            picture = QLabel()
            self._icons.append((picture, _PICTURES.get(row.act, "history")))
            grid.addWidget(picture, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(told(row), Type.BODY), 2 * number, 1)
            who = " · ".join(part for part in (row.who, format_datetime(row.at, zone)) if part)
            said = f"{who}\n{row.reason}" if row.reason else who
            grid.addWidget(words(said, Type.SMALL, quiet=True), 2 * number + 1, 1)
        self.body.addLayout(grid)
        WARDROBE.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Take the colours in force."""
        for label, name in self._icons:
            label.setPixmap(pixmap(name, colours_now().muted, 20))


def told(row: TimelineRow) -> str:
    """Return what happened, with how often in a row."""
    if row.count == 1:
        return row.what
    times = ngettext("{count} time", "{count} times", row.count).format(count=row.count)
    return f"{row.what} ({times})"
