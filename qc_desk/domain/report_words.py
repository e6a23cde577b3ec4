"""The fixed words of reports and letters."""

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_


class MomentKind(Word):
    """What a problem's time line tells of."""

    SEEN = "seen", N_("Seen")
    PROMISED = "promised", N_("“Fixed” promised")
    KEPT = "kept", N_("Promise kept")
    LATE = "late", N_("Done, too late")
    BROKEN = "broken", N_("Promise broken")
    CLAIMED = "claimed", N_("Fix claimed")
    SEEN_AGAIN = "seen_again", N_("Seen again after it was said to be fixed")
    PROVEN = "proven", N_("Proven solved")


class WishKind(Word):
    """What a manufacturer is asked for, in this order."""

    CONTAINMENT = "containment", N_("Keep the nonconforming goods apart")
    CAUSE = "cause", N_("Find the root cause")
    ACTION = "action", N_("Correct the cause")

    @property
    def details(self) -> str:
        """What exactly the answer should say, in words to be translated."""
        return {
            WishKind.CONTAINMENT: N_(
                "Tell us which goods are affected (at your site, in transit, at ours) and how they"
                " are kept apart."
            ),
            WishKind.CAUSE: N_(
                "Tell us why it occurred and why it was not noticed before the goods left."
            ),
            WishKind.ACTION: N_(
                "Tell us what is changed, who is responsible, from which goods on it holds, and"
                " how you have checked that it works."
            ),
        }[self]
