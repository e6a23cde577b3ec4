"""Where each series of lots stands, its switches, and the word of a lead that switches it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qc_desk.domain.sampling_words import Strictness, SwitchCause
from qc_desk.i18n import _, format_datetime, format_integer, headed, ngettext
from qc_desk.ui.buttons import Badge, button
from qc_desk.ui.cards import Card, empty, words
from qc_desk.ui.dialogs import ask_reason
from qc_desk.ui.overrides import override
from qc_desk.ui.pages import Kit
from qc_desk.ui.settings.section import Section, only_leads
from qc_desk.ui.theme import SPACE_L, Tone, Type

if TYPE_CHECKING:
    from qc_desk.services.desk import Session
    from qc_desk.services.sampling_states import SeriesRow, SwitchRow

_SHOWN = 6  # switches of a series
_LOOKS = {
    Strictness.NORMAL: (Tone.CALM, "circle-check"),
    Strictness.TIGHTENED: (Tone.WARN, "triangle-alert"),
    Strictness.REDUCED: (Tone.INFO, "chevron-down"),
}


class SamplingSection(Section):
    """Every product's lots at every site, class by class; those that need somebody first."""

    def __init__(self, kit: Kit) -> None:
        """Begin empty."""
        lead = _(
            "How strictly the next lot is inspected, by the switching rules of ISO 2859-1. Each "
            "switch is kept with its cause."
        )
        super().__init__(kit, _("Sampling"), lead, scrolls=True)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(SPACE_L)
        self.body.insertLayout(0, self.cards)

    @override
    def reload(self) -> None:
        """Read them again."""
        from qc_desk.services.sampling_states import sampling_states  # noqa: PLC0415 (on use)

        self.notice.say("" if self.rights().may_lead else only_leads())
        empty(self.cards)
        rows = self.kit.records.read(lambda s: sampling_states(s, self.by)) if self.by else []
        for row in rows:
            self.cards.addWidget(self._card(row))
        if not rows:
            told = _(
                "No lot was inspected by ISO 2859-1 yet. A checklist asks for it with its "
                "sampling rule, under Manual."
            )
            self.cards.addWidget(words(told, quiet=True))

    def _card(self, row: "SeriesRow") -> Card:
        """Return a series with its state, its verbs and its log."""
        card = Card(f"{row.product} · {row.site} · {row.severity.label}")
        for cause in row.words:
            card.verbs.addWidget(self._verb(row, cause))
        tone, picture = _LOOKS[row.strictness]
        badge = Badge(headed(row.strictness.label), tone, picture)
        if row.discontinued:
            badge = Badge(_("Discontinued"), Tone.FAIL, "ban")
        card.body.addWidget(badge)
        card.body.addWidget(words(_facts(row)))
        if not row.protects:
            told = _("Fewer than ten lots: switching protects nobody yet.")
            card.body.addWidget(words(told, quiet=True))
        person = self.kit.presence.person
        zone = person.zone if person is not None else "UTC"
        for switch in row.switches[:_SHOWN]:
            card.body.addWidget(words(_logged(switch, zone), Type.SMALL, quiet=True))
        return card

    def _verb(self, row: "SeriesRow", cause: SwitchCause) -> QWidget:
        said, picture = {
            SwitchCause.RESUMED: (_("Resume…"), "circle-play"),
            SwitchCause.AGREED: (_("Agree to reduced inspection…"), "check"),
            SwitchCause.IRREGULAR: (_("Production is irregular…"), "triangle-alert"),
        }[cause]
        made = button(said, lambda: self._say(row, cause), "", picture)
        made.setObjectName(cause.value)
        made.setAccessibleDescription(f"{row.product}, {row.severity.label}")
        return made

    def _say(self, row: "SeriesRow", cause: SwitchCause) -> None:
        """Ask why, and switch the series."""
        from qc_desk.services.sampling_states import SpokenWord, switch_by_word  # noqa: PLC0415

        title, text, usual = _asked(cause)
        reason = ask_reason(self.window(), title, text, usual, do=title)
        if reason is None:
            return
        spoken = SpokenWord(
            product_id=row.product_id,
            site_id=row.site_id,
            severity=row.severity,
            cause=cause,
            reason=reason,
        )

        def keep(session: "Session") -> bool:
            switch_by_word(session, spoken, self.by, self.kit.records.now())
            return True

        if self.kit.records.change(keep):
            self.kit.messages.succeed(_("The next lot is inspected so."))


def _facts(row: "SeriesRow") -> str:
    lots = ngettext("{count} lot", "{count} lots", row.lots).format(count=format_integer(row.lots))
    score = _("switching score {score}").format(score=format_integer(row.score))
    return f"{lots} · {score}" if row.strictness is Strictness.NORMAL else lots


def _logged(switch: "SwitchRow", zone: str) -> str:
    """Return a line of the log."""
    to = _("discontinued") if switch.discontinued else switch.after.label
    after = _("after lot {batch}").format(batch=switch.batch)
    parts = (
        format_datetime(switch.at, zone),
        f"{switch.before.label} → {to}",
        switch.cause.label,
        after,
        switch.by,
        switch.reason,
    )
    return " · ".join(part for part in parts if part)


def _asked(cause: SwitchCause) -> tuple[str, str, list[str]]:
    """Return title, text and suggestions of the question why."""
    if cause is SwitchCause.RESUMED:
        text = _("What has been improved? The next lots are on tightened inspection.")
        return _("Resume inspection"), text, [_("The cause was found and removed.")]
    if cause is SwitchCause.AGREED:
        text = _("The switching score allows it. Say why production is steady.")
        return _("Agree to reduced inspection"), text, [_("Production is steady.")]
    text = _("The next lots are on normal inspection again.")
    return (
        _("Production is irregular"),
        text,
        [_("Another machine."), _("Production stood still.")],
    )


def build(kit: Kit) -> Section:
    """Build the section."""
    return SamplingSection(kit)
