"""The fixed words of delivery: which way a report went out, and what became of it."""

from qc_desk.domain.vocabulary import Word
from qc_desk.i18n import N_


class DeliveryWay(Word):
    """Which way a report goes to somebody."""

    DRAFT = "draft", N_("e-mail draft")
    EMAIL = "email", N_("e-mail")
    PRINT = "print", N_("printed")
    FILE = "file", N_("saved as a file")
    FOLDER = "folder", N_("put into a folder")

    @property
    def is_sent_at_once(self) -> bool:
        """Whether the program itself sends it; otherwise a person says that it was sent."""
        return self in (DeliveryWay.EMAIL, DeliveryWay.FOLDER)


class DeliveryEventKind(Word):
    """What became of a delivery."""

    SENT = "sent", N_("sent")
    DROPPED = "dropped", N_("not sent")
    ACKNOWLEDGED = "acknowledged", N_("receipt confirmed")


class DeliveryStanding(Word):
    """Where a delivery stands."""

    MADE = "made", N_("made, not yet sent")
    SENT = "sent", N_("sent")
    DROPPED = "dropped", N_("not sent")
    ACKNOWLEDGED = "acknowledged", N_("receipt confirmed")


DELIVERY_WORDS = (DeliveryEventKind, DeliveryWay)
