"""Serbian and Croatian as the writing helper knows them; Cyrillic is read as Latin."""

from qc_desk.domain.plain_words.rules import Tongue, of

_PLURAL = r"(?!nemojte)(?!hajdete)\w{2,}(?:[aeiouržšlmnv]jte|ite)"
_INFINITIVE = r"\w{2,}(?:ati|iti|eti|uti|jeti|sti|ći)"
_SELF = (  # things that are done, said as if they happened by themselves
    "vrši", "vrše", "m(?:j)?eri", "m(?:j)?ere", "dodaje", "dodaju", "stavlja", "stavljaju",
    "koristi", "koriste", "uzima", "uzimaju", "prov(?:j)?erava", "proverava", "provjerava",
    "skida", "pere", "peru", "čisti", "čiste", "sipa", "sipaju", "ulijeva", "uliva",
    "m(?:ij)?eša", "meša",
    "obavlja", "obavljaju", "upotrebljava", "postavlja", "postavljaju", "radi", "upisuje", "briše",
)  # fmt: skip
_PARTICIPLE = (
    r"(?!crven|zelen|drven|stran|hran|ran[aei]\b|gran|sten|stijen|plamen|kamen|vremen|cijen"
    r"|cen[aei]|jedan|žen)\w{2,}"
    r"(?:[jlšžčćđtrsnd]en[aoie]?|(?<!hl)(?<!r)an[aoie]|uto|uta|uti|nut[aoie]?)"
)
_DOSES = (
    r"(?:do|u)?sipajte", r"(?:do|na|u|pre|pri)?sip(?:ati|ite)", "dodajte", "dodati", "ulijte",
    "uliti", "nalijte", "naliti", "izvagajte", "izvagati", "odvagnite", "zagrejte", "zagrijte",
    "zagrejati", "zagrijati", "čekajte", "sačekajte", "pričekajte", "čekati", "potopite",
    "potopiti", "razblažite", "razrijedite", "razredite", "pritegnite", "zategnite", "pecite",
    "kuvajte", "kuhajte", "prokuvajte", "rastvorite", "otopite",
)  # fmt: skip
SOUTH_SLAVIC = Tongue(
    action=of(_PLURAL, _INFINITIVE),
    also=of("i", "pa", "te", "zatim", "potom", "onda", "i zatim", "i onda", "pa zatim"),
    aside=of(
        "ako", "kad", "kada", "dok", "da", "što", "koj(?:i|a|e|u|im|ima|eg|em)", "jer", "čim",
        "kako", "ukoliko", "pre nego", "prije nego", "nakon što", "ne", "možete", "treba", "mora",
        "morate", "trebate", "potrebno je",
    ),
    passive=of(
        rf"(?:{'|'.join(_SELF)}) se", rf"se (?:{'|'.join(_SELF)})",
        rf"(?:je|su|bude|budu|biti|bio|bila|bilo|bili|bile) (?:\w+o )?{_PARTICIPLE}",
    ),
    future=of(
        "ću", "ćeš", "će", "ćemo", "ćete", "neć(?:u|eš|e|emo|ete)",
        r"(?!hoćemo|hoćete|hoćeš)\w{2,}ć(?:emo|ete|eš)",
    ),
    vague=of(
        "malo", "nešto", "nekoliko", "dovoljno", "po potrebi", "prema potrebi", "po želji",
        "otprilike", "približno", "mnogo", "puno", "dosta", "kratko", r"neko vr(?:ij)?eme",
        r"oko (?=\d)", r"odgovarajuć\w+ količin\w+", r"dovoljn\w+ količin\w+", "prstohvat",
        end=r"(?:(?<=\s)|(?!\w))",
    ),
    dosing=of(*_DOSES),
    measure=of(
        r"\d\w*", "jedan", "jedn[aoue]", "dva", "dv(?:ij)?e", "tri", "četiri", "pet", "šest",
        "sedam", "osam", "devet", "deset", "pola", "četvrt", "dok", "do", "sav", "sv[aeu]", "svo",
        "ceo", "cijeli", "celu", "cijelu", "ostatak", "jednom", "dvaput", "preko noći",
    ),
)  # fmt: skip
