"""Spanish as the writing helper knows it."""

from qc_desk.domain.plain_words.rules import Tongue, of

_DOSES = (
    "añada", "añadir", "agregue", "agregar", "eche", "echar", "vierta", "verter", "pese", "pesar",
    "caliente(?= (?:el|la|los|las|un|una))", "calentar", "espere", "esperar", "remoje", "remojar",
    "diluya", "diluir", "apriete", "apretar", "hierva", "hervir", "disuelva", "disolver", "hornee",
    "hornear", "cueza", "cocer",
)  # fmt: skip
_ORDERS = (  # usted; tú and the plain infinitive look like other words too often
    "abra", "afloje", "ajuste", "anote", "aplique", "apague", "apunte", "arranque", "atornille",
    "busque", "cambie", "cargue", "cierre", "coja", "coloque", "compare", "compruebe", "conecte",
    "corte", "cosa", "cuente", "cubra", "deje", "desconecte", "desmonte", "doble", "elija",
    "empuje", "encienda", "enjuague", "envuelva", "escriba", "etiquete", "fije", "firme", "gire",
    "haga", "inserte", "introduzca", "lave", "lea", "levante", "limpie", "lije", "llene", "llame",
    "marque", "mezcle", "meta", "mida", "mire", "monte", "mueva", "pegue", "pinte", "ponga",
    "presione", "pula", "pulse", "quite", "registre", "repita", "retire", "revise", "rocíe",
    "saque", "seque", "selle", "separe", "suelte", "sujete", "suelde", "tape", "tire", "tome",
    "unte", "use", "utilice", "vacíe", "verifique",
)  # fmt: skip
_INFINITIVE = (
    r"(?!lugar\b|taller\b|azúcar\b|alfiler\b|auxiliar\b|similar\b)\w{2,}(?:ar|er|ir)(?:l[aeo]s?)?"
)
_HAPPENS = (
    "mide|miden|añade|añaden|agrega|agregan|vierte|vierten|limpia|limpian|coloca|colocan|pone|"
    "ponen|comprueba|comprueban|verifica|verifican|revisa|revisan|usa|usan|utiliza|utilizan|"
    "aplica|aplican|mezcla|mezclan|retira|retiran|realiza|realizan|efectúa|efectúan|hace|hacen|"
    "pesa|pesan|corta|cortan|lava|lavan|anota|anotan|monta|montan"
)
_PARTICIPLE = (
    r"(?!demasiad|adecuad|delicad|grado|lado|estado|cuidado|pesad|salado)"
    r"(?:[a-zñü]{2,}(?:ado|ada|ados|adas|ido|ida|idos|idas)|[a-zñü]+íd[oa]s?"
    r"|hech[oa]s?|puest[oa]s?|escrit[oa]s?|abiert[oa]s?|cubiert[oa]s?|rot[oa]s?|vist[oa]s?)"
)
SPANISH = Tongue(
    action=of(*_DOSES, *_ORDERS, _INFINITIVE),
    also=of("y", "e", "luego", "después", "y luego", "y después", "a continuación"),
    aside=of(
        "si", "cuando", "hasta", "mientras", "para", "que", "sin", "antes de", "después de", "al",
        "no", "debe", "puede", "hay",
    ),
    passive=of(
        rf"(?:es|son|fue|fueron|ser|será|serán|sea|sean|siendo|sido) (?:\w+mente )?{_PARTICIPLE}",
        rf"se (?:{_HAPPENS})",
    ),
    future=of(
        r"\w+(?:ar|er|ir)(?:é|ás|á|emos|án)",
        r"(?:podr|tendr|pondr|saldr|vendr|habr|har|dir|querr)(?:é|ás|á|emos|án)",
        r"(?:va|van|vamos|voy) a \w+(?:ar|er|ir)",
    ),
    vague=of(
        "un poco", "algo de", r"algun[oa]s?", "algún", r"un[oa]s cuant[oa]s", "un par",
        r"vari[oa]s", r"suficientes?", "suficientemente", r"bastantes?", "según sea necesario",
        r"según (?:la )?necesidad", "si es necesario", "cuando sea necesario", "aproximadamente",
        "más o menos", "un rato", r"much[oa]s?", "una pizca", r"alrededor de (?=\d)",
        r"cantidad (?:adecuada|suficiente|necesaria)", end=r"(?:(?<=\s)|(?!\w))",
    ),
    dosing=of(*_DOSES),
    measure=of(
        r"\d\w*", "uno", "una?(?! poco| rato| par)", "dos", "tres", "cuatro", "cinco", "seis",
        "siete", "ocho", "nueve", "diez", "medi[oa]", "mitad", "cuarto", "hasta", r"tod[oa]s?",
        "enter[oa]",
        "resto", "complet[oa]", "vez", "veces",
    ),
)  # fmt: skip
