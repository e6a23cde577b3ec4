"""What tables of complaints hold: their columns by many names, and the words for channels."""

from functools import cache

from qc_desk.domain.loop_words import Channel
from qc_desk.domain.refusals import FileProblems
from qc_desk.i18n import LANGUAGES, N_, _, speaking
from qc_desk.services.columns import LANGUAGE, SITE, Column, find_columns, plainly
from qc_desk.services.import_mappings import ImportMapping, Taken
from qc_desk.services.import_subjects import Subject
from qc_desk.services.sheets import SheetTable

COLUMNS = (
    Column(
        key="outside_id",
        label=N_("outside number"),
        names=(
            *("id", "number", "complaint", "complaint id", "complaint number", "case", "ticket"),
            *("case number", "ticket number", "reference", "broj", "broj reklamacije"),
            *("reklamacija", "spoljni broj", "oznaka"),
        ),
    ),
    SITE,
    Column(
        key="customer",
        label=N_("customer"),
        names=("client", "buyer", "company", "kupac", "klijent", "narucilac", "firma"),
    ),
    Column(
        key="told_by",
        label=N_("told by"),
        names=("contact", "reported by", "caller", "person", "kontakt", "prijavio", "javio"),
    ),
    Column(
        key="product",
        label=N_("product code"),
        names=("product", "article", "item", "sifra proizvoda", "proizvod", "artikal", "sifra"),
    ),
    Column(
        key="order",
        label=N_("order"),
        names=("order number", "narudzbina", "broj narudzbine", "porudzbina", "nalog"),
    ),
    Column(
        key="batch",
        label=N_("batch number"),
        names=("batch", "lot", "lot number", "serija", "broj serije", "sarza", "broj sarze"),
    ),
    Column(
        key="channel",
        label=N_("channel"),
        names=("how", "received by", "medium", "kanal", "nacin", "nacin prijave"),
        needed=True,
    ),
    Column(
        key="heard_at",
        label=N_("heard at"),
        names=(
            *("date", "time", "received", "received at", "received on", "date received"),
            *("complaint date", "datum", "datum prijema", "datum prijave", "primljeno", "vreme"),
        ),
        needed=True,
    ),
    Column(
        key="words",
        label=N_("words of the customer"),
        names=(
            *("words", "text", "complaint text", "description", "message", "what happened"),
            *("reci", "reci kupca", "tekst", "opis", "opis reklamacije", "poruka"),
        ),
        needed=True,
    ),
    LANGUAGE,
    Column(
        key="remedy",
        label=N_("remedy wanted"),
        names=("remedy", "wants", "wish", "resolution wanted", "zahtev", "trazi", "resenje"),
    ),
    Column(
        key="defect_code",
        label=N_("defect code"),
        names=("defect", "code", "component", "sifra greske", "greska", "sifra nedostatka"),
    ),
)
COMPLAINTS = Subject(
    name="complaints",
    columns=COLUMNS,
    day="heard_at",
    same=("customer", "channel", "site", "language"),
    one_of=("customer", "order"),
    listed=True,
)
USUAL_SOURCE = "complaints"  # of a table that came without a mapping

# Plainly written; beside the stored words and their labels in every language.
_CHANNEL_NAMES = {
    Channel.LETTER: ("mail", "post", "letters", "posta", "pismo", "dopis"),
    Channel.EMAIL: ("email", "e mail", "mejl", "imejl", "e posta", "elektronska posta"),
    Channel.FORM: ("web", "web form", "website", "online", "obrazac", "formular", "internet"),
    Channel.MESSAGE: ("sms", "chat", "text message", "poruka", "whatsapp", "viber", "telegram"),
    Channel.PHONE: ("phone", "call", "telephone call", "poziv", "telefon", "telefonom", "tel"),
    Channel.IN_PERSON: ("visit", "personally", "poseta", "licno", "usmeno"),
}


def guessed_mapping(head: SheetTable) -> ImportMapping:
    """Return what the headings of a table say by themselves, in English or Serbian.

    Raises FileProblems where a needed column is missing or two mean the same.
    """
    if not head.header:
        why = _("there is no header: a mapping must say which column is which.")
        raise FileProblems(file=head.file_name, problems=(why,))
    places, _ignored = find_columns(head, COLUMNS)
    columns = {
        each.key: Taken(columns=(head.header[places[each.key]],))
        for each in COLUMNS
        if each.key in places
    }
    return ImportMapping(source=USUAL_SOURCE, columns=columns)


@cache
def channel_words() -> dict[str, Channel]:
    """Return the channels by every word for them, plainly written."""
    known: dict[str, Channel] = {}
    for channel in Channel:
        names = [channel.value, *_CHANNEL_NAMES[channel]]
        for code in LANGUAGES:
            with speaking(code):
                names.append(channel.label)
        known.update({plainly(name): channel for name in names})
    return known
