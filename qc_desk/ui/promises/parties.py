"""Who promises whom: the choices a promise begins with."""

from dataclasses import dataclass

from qc_desk.domain.loop_words import PromiseSide
from qc_desk.i18n import _
from qc_desk.ui.promises.about import About


@dataclass(frozen=True)
class Parties:
    """One way in which something is promised, with the words it is chosen by."""

    words: str
    picture: str
    side: PromiseSide
    to_customer: bool = False
    to_manufacturer: bool = False


def parties(about: About) -> list[Parties]:
    """Return who can promise whom about this, the usual first; always also we ourselves."""
    found = []
    if about.customer_id is not None:
        to_customer = _("We promise {customer}").format(customer=about.customer)
        found.append(Parties(to_customer, "handshake", PromiseSide.OURS, to_customer=True))
    if about.manufacturer_id is not None:
        maker = about.manufacturer
        theirs, ours = _("{maker} promises us"), _("We promise {maker}")
        found += [
            Parties(
                theirs.format(maker=maker), "factory", PromiseSide.THEIRS, to_manufacturer=True
            ),
            Parties(ours.format(maker=maker), "handshake", PromiseSide.OURS, to_manufacturer=True),
        ]
    return [*found, Parties(_("Only to ourselves"), "user", PromiseSide.OURS)]
