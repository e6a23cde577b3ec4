"""English as the writing helper knows it."""

from qc_desk.domain.plain_words.rules import Tongue, of

_DOSES = (
    "add", "pour", "weigh", "heat", "wait", "soak", "dilute", "tighten", "boil", "dose", "bake",
    "cook", "preheat", "inject", "dissolve", "sprinkle", "simmer", "steam", "cure", "thin",
)  # fmt: skip
_DOES = (
    *_DOSES, "adjust", "align", "apply", "assemble", "attach", "bend", "bring", "brush", "bolt",
    "check", "choose", "clamp", "close", "coat", "collect", "compare", "connect", "count",
    "cover", "cut", "degrease", "disconnect", "dip", "discard", "drain", "drill", "drop", "fasten",
    "file", "fill", "find", "fit", "fix", "fold", "glue", "grease", "grind", "grip", "hang",
    "hold", "insert", "inspect", "install", "iron", "knead", "label", "lay", "lift", "load",
    "lock", "look", "loosen", "lower", "make", "mark", "measure", "mix", "mount", "move", "note",
    "open", "pack", "paint", "peel", "place", "plug", "polish", "press", "print", "pull", "push",
    "put", "raise", "read", "record", "release", "remove", "repeat", "replace", "report", "rinse",
    "roll", "rotate", "sand", "screw", "scrub", "seal", "select", "separate", "set", "sew",
    "shake", "show", "sign", "slide", "solder", "sort", "spray", "spread", "start", "stir",
    "stop", "store", "switch", "take", "tell", "test", "tie", "trim", "turn", "twist", "unlock",
    "unpack", "unplug", "unscrew", "use", "warm", "wash", "wear", "weld", "wipe", "wrap", "write",
    # these describe a thing as often as they tell what to do, so something must follow that is
    # done: "a clean and dry cloth" is no action, "dry the cloth" is one
    *(rf"{verb}(?=\s+(?:the|a|an|it|them|all|each|both|every|this|these|your|any)\b)"
      for verb in ("clean", "clear", "cool", "dry", "empty", "level", "smooth")),
)  # fmt: skip
_IRREGULAR = (
    "bent|bound|brought|built|caught|cut|done|drawn|driven|fed|found|frozen|given|ground|held|"
    "hung|kept|known|laid|left|made|met|paid|put|read|run|said|seen|sent|set|sewn|shown|shut|"
    "split|spread|stuck|taken|thrown|told|torn|worn|wound|written"
)
ENGLISH = Tongue(
    action=of(*_DOES),
    also=of("and", "then", "and then", "and also", "before you", "after that"),
    aside=of("if", "when", "until", "while", "so that", "to", "that", "which", "once", "unless"),
    passive=of(
        r"(?:is|are|was|were|be|been|being|gets?|got) (?:not )?(?:\w+ly )?"
        rf"(?:\w{{2,}}ed|{_IRREGULAR})"
    ),
    future=of("will(?! power)", "shall", "won['’]t", r"(?:is|are|am) going to", r"\w+['’]ll"),
    vague=of(
        "some", "a little", "a bit", "a few", "several", "enough", "as needed", "as required",
        "as necessary", "as appropriate", "if necessary", "sufficient(?:ly)?", "plenty", "a pinch",
        "a lot", "lots", "many", "briefly", "a while", "adequate(?:ly)?", "appropriate", "a drop",
        r"a (?:small|large|suitable|certain) (?:amount|quantity|number)",
        r"(?:about|around|roughly|approximately|approx\.?) (?=\d)", end=r"(?:(?<=\s)|(?!\w))",
    ),
    dosing=of(*_DOSES),
    measure=of(
        r"\d\w*", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "half", "quarter", "twice", "once", "until", "till", "up to", "all", "whole", "entire",
        "every", "rest of", "everything", "full", "overnight",
    ),
)  # fmt: skip
