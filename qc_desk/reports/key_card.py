"""A key card: whose key it is, what it is for, and how its fingerprint is compared."""

from collections.abc import Iterator

from qc_desk.domain.print_outs import KeyCard
from qc_desk.i18n import _
from qc_desk.reports.bands import LEFT, WIDTH, Band, gap
from qc_desk.reports.document import About
from qc_desk.reports.facts import Fact, fact_grid
from qc_desk.reports.hand import fields
from qc_desk.reports.lettering import BODY, LABEL, LETTER, Style
from qc_desk.reports.masthead import letterhead_facts, masthead
from qc_desk.reports.moments import local
from qc_desk.reports.printing import printed
from qc_desk.reports.qr import qr_in
from qc_desk.reports.setting import HAIR_FRAME, columns, framed, heading, labelled
from qc_desk.reports.typesetting import Stack, Typesetter, shortened

_QR = 150.0
_TEXT = _QR + 34.0
_NAME = Style(22, 27, "QCDesk-Bold")
_PRINT = Style(12.5, 18, "QCDesk-Bold")


def render(paper: KeyCard) -> bytes:
    """Return the key card as PDF bytes, in the language spoken now."""
    setter = Typesetter()
    title = _("Key card of {name}").format(name=paper.name)
    about = About(paper, title, paper.fingerprint)
    return printed(about, shortened(paper.name, 80), bands(paper, setter), setter)


def bands(paper: KeyCard, setter: Typesetter) -> Iterator[Band]:
    """Return the card: whose key, the key, what it is for, how it is checked."""
    yield from masthead(paper, _("Key card"), setter)
    yield _card(paper, setter)
    yield gap(8)
    yield from fact_grid([*_facts(paper), *letterhead_facts(paper)], setter)
    yield from heading(setter, _("What it is for"))
    for words in _explained():
        yield columns(setter, [(0, WIDTH, [(words, LETTER)])], 3)
    yield gap(14)
    yield fields([(_("Person"), 3), (_("Signature"), 3), (_("Day"), 1.4)], setter)


def _card(paper: KeyCard, setter: Typesetter) -> Band:
    """Return the name, the fingerprint and the public key, as text and as a QR code."""
    stack: Stack = [(paper.name, _NAME)]
    stack += labelled(
        _("Fingerprint of the key (SHA-256)"),
        [(line, _PRINT) for line in grouped(paper.fingerprint)],
    )
    stack += labelled(_("Public key"), [(line, BODY) for line in paper.public_key.splitlines()])
    stack.append((_("The code holds the public key. Anybody may have it."), LABEL))
    band = columns(setter, [(_TEXT, WIDTH - _TEXT - 12, stack)], 12)
    band.height = max(band.height, _QR + 28)
    band.drawings.append(qr_in(paper.public_key, (LEFT + 14, 14), _QR))
    band.outline = paper.name
    return framed(band, HAIR_FRAME)


def grouped(fingerprint: str) -> list[str]:
    """Return a fingerprint in groups of four signs, four groups to a line, for comparing aloud."""
    groups = [fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4)]
    return [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]


def _facts(paper: KeyCard) -> list[Fact]:
    """Return where the key comes from."""
    roles = [
        _("{role} at {site}").format(role=role.label, site=site) for role, site in paper.roles
    ]
    return [
        (_("Login"), paper.login),
        (_("Roles"), "\n".join(roles)),
        (_("Made on"), local(paper.enrolled_at, paper.time_zone)),
        (_("Made with"), paper.enrolled_by),
        (_("Confirmed by"), paper.confirmed_by),
    ]


def _explained() -> list[str]:
    """Return what the key is for, in whole sentences."""
    return [
        _(
            "Every signature of this person in QC Desk is made with the private half of this key."
            " The private half is locked with their password. It is not on this card."
        ),
        _(
            "Compare the fingerprint with the one that stands at a signature on a report. When"
            " both are the same, this person has signed."
        ),
        _(
            "Keep a signed copy of this card outside of QC Desk. It shows later which key was"
            " theirs, also to people who do not trust the computer."
        ),
    ]
