"""Messages in the language spoken now; a message that nobody translated yet stays English."""

from functools import cache

from qc_desk.bundle import bundled
from qc_desk.i18n.catalogue import Catalogue, read_catalogue
from qc_desk.i18n.languages import language


def N_(message: str) -> str:  # noqa: N802 (the name every gettext tool knows)
    """Mark a message for translation later."""
    return message


def _(message: str) -> str:
    """Return the message in the language spoken now."""
    return _catalogue(language().code).one(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the right plural form of the message for a number."""
    return _catalogue(language().code).many(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Return the message in the language spoken now, as meant in this context."""
    return _catalogue(language().code).one(message, context)


def quoted(words: str) -> str:
    """Return somebody's words in the quotation marks of the language spoken now."""
    return _("“{words}”").format(words=words)


def headed(label: str) -> str:
    """Return a word as a headline writes it: with a capital letter."""
    return label[:1].upper() + label[1:]


@cache
def _catalogue(code: str) -> Catalogue:
    """Read a language's catalogue once."""
    return read_catalogue(bundled("resources") / "translations" / f"{code}.po")
