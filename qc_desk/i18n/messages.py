"""Messages and their translations, from the .po files compiled in memory."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from qc_desk.bundle import bundled
from qc_desk.i18n.languages import language


def N_(message: str) -> str:  # noqa: N802 (the name every gettext tool knows)
    """Mark a message for translation later."""
    return message


def _(message: str) -> str:
    """Return the message in the language spoken now."""
    return _translations(language().code).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the right plural form of the message for a number."""
    return _translations(language().code).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Return the message in the language spoken now, as meant in this context."""
    return _translations(language().code).pgettext(context, message)


@cache
def _translations(code: str) -> NullTranslations:
    """Compile a language's catalogue; English needs none."""
    source = bundled("resources") / "translations" / f"{code}.po"
    if not source.exists():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 (26 ms that English never pays)
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=None))
    compiled.seek(0)
    return GNUTranslations(compiled)
