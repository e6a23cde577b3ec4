"""Finds words in the source that a person would see, and that no catalogue knows."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

WRAPPERS = {"_", "N_", "ngettext", "pgettext"}
SHOWN_AT = {
    *("Button", "button", "Card", "QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton"),
    *("QRadioButton", "QToolButton", "words", "labelled", "NavigationButton", "add_verb"),
    *("setAccessibleDescription", "setAccessibleName", "setInformativeText", "setPrefix"),
    *("setPlaceholderText", "setPlainText", "setStatusTip", "setSuffix", "setText", "setTitle"),
    *("setToolTip", "setWindowTitle", "addItem", "addItems"),
    *("echo", "secho", "say", "say_lead", "say_why", "explain"),
    *("drawString", "drawCentredString", "drawRightString", "Paragraph"),
}
SHOWN_AT_ALL = {
    *("addAction", "addButton", "addMenu", "addTab", "insertItem", "setItemText"),
    *("inform", "succeed", "warn"),
}
SHOWN_FACTS = {"field", "why", "problems", "headline", "hint", "lead", "placeholder", "tip"}
NOT_SHOWN_AT = {
    *("CheckConstraint", "Index", "UniqueConstraint", "relationship", "mapped_column"),
    *("text", "literal_column", "exec_driver_sql", "cast", "TypeVar", "NewType"),
    *("compile", "Template"),
    *("setStyleSheet", "setObjectName", "setProperty", "setStyle", "QKeySequence"),
    *("PDFName", "PDFDictionary", "startswith", "endswith", "replace", "encode", "strftime"),
    *("argument", "command", "group", "option"),  # what click says for --help stays English
    *("debug", "info", "critical", "exception"),  # a log is for whoever mends the program
    "Column",  # of an import: the names that other programs give it
}
BUGS = {"RuntimeError", "ValueError", "TypeError", "AssertionError", "LookupError"}
_SENTENCE = re.compile(r"[^\W\d_]{2,}[,;:]? [^\W\d_]{2,}|^[A-Z][a-z]{2,}\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STATEMENT = re.compile(  # what the database is asked, and OpenSSL
    r"\s*(SELECT|INSERT INTO|openssl)\s|\w+ (IS NULL$|IN \()"
)
_KEYS = re.compile(r"((Ctrl|Shift|Alt)\+)+(\{\}|\S|[A-Z]\w+)?|Escape|Return|PgUp|PgDown")


@dataclass(frozen=True)
class Found:
    """A text that is not in the catalogue, and where it stands."""

    line: int
    text: str


def unmarked(source: str) -> list[Found]:
    """Return the texts of a module that people may see and that are not marked."""
    return list(_Reader().read(ast.parse(source)))


class _Reader:
    """Walks through a module and knows whether what it sees is shown to a person."""

    def read(self, node: ast.AST, *, shown: bool = False) -> Iterator[Found]:
        """Yield what is not marked below a node; ``shown`` below a place that people see."""
        if isinstance(node, ast.Call):
            yield from self._call(node, shown=shown)
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str) and _seen(node.value, shown=shown):
                yield Found(node.lineno, node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from self._joined(node, shown=shown)
        elif not isinstance(node, ast.Compare):  # what is only compared is not shown
            for child in _children(node):
                yield from self.read(child, shown=shown and not _is_looked_up(node))

    def _call(self, call: ast.Call, *, shown: bool) -> Iterator[Found]:
        name = _name(call.func)
        if name in WRAPPERS:
            yield from _badly_marked(call)
            return
        if name in NOT_SHOWN_AT | BUGS:
            return
        yield from self.read(call.func, shown=shown and name in {"format", "join"})
        for place, given in enumerate(call.args):
            here = name in SHOWN_AT_ALL or (name in SHOWN_AT and not place)
            here = here or (shown and name == "join")
            yield from self.read(given, shown=here)
        for word in call.keywords:
            yield from self.read(word.value, shown=word.arg in SHOWN_FACTS)

    def _joined(self, joined: ast.JoinedStr, *, shown: bool) -> Iterator[Found]:
        bare = "{}".join(
            str(part.value) if isinstance(part, ast.Constant) else "" for part in joined.values
        )
        if _seen(bare, shown=shown):
            yield Found(joined.lineno, bare)
        for part in joined.values:
            if isinstance(part, ast.FormattedValue):
                yield from self.read(part.value)
                yield from _hidden(part.value)


def _seen(text: str, *, shown: bool) -> bool:
    """Whether a text reads as words: in a shown place one is enough."""
    if _KEYS.fullmatch(text) or _STATEMENT.match(text):
        return False
    return bool(_SENTENCE.search(text) or (shown and _WORD.search(text)))


def _is_looked_up(node: ast.AST) -> bool:
    """Whether what stands below may be a key, which nobody sees."""
    return isinstance(node, ast.Dict)


def _badly_marked(call: ast.Call) -> Iterator[Found]:
    """Yield messages that extraction cannot read: put together before they are translated."""
    for given in call.args[:2]:
        formatted = isinstance(given, ast.Call) and _name(given.func) in {"format", "join"}
        if formatted or isinstance(given, ast.JoinedStr | ast.BinOp):
            yield Found(call.lineno, ast.unparse(given))


def _hidden(node: ast.AST) -> Iterator[Found]:
    """Yield messages inside an f-string, where extraction does not look for them."""
    for below in ast.walk(node):
        wrapped = isinstance(below, ast.Call) and _name(below.func) in WRAPPERS
        if wrapped and any(isinstance(each, ast.Constant) for each in ast.walk(below)):
            yield Found(getattr(below, "lineno", 0), ast.unparse(below))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands below a node, without docstrings, types and ``__all__``."""
    if isinstance(node, ast.Assign) and any(_name(to) == "__all__" for to in node.targets):
        return
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "slice"}:
            continue
        if isinstance(node, ast.Expr) and isinstance(value, ast.Constant):
            continue
        below = value if isinstance(value, list) else [value]
        for child, after in zip(below, [*below, None][1:], strict=True):
            if isinstance(child, ast.AST) and not _is_told_by_a_bug(child, after):
                yield child


def _is_told_by_a_bug(node: ast.AST, after: ast.AST | None) -> bool:
    """Whether a text is only kept for the next line, which raises what no person causes."""
    if not (isinstance(node, ast.Assign) and isinstance(after, ast.Raise)):
        return False
    return isinstance(after.exc, ast.Call) and _name(after.exc.func) in BUGS


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def too_early(source: str) -> list[Found]:
    """Return the messages that are translated while a module is loaded: always into English."""
    return [
        Found(call.lineno, ast.unparse(call))
        for call in _at_once(ast.parse(source))
        if _name(call.func) in WRAPPERS - {"N_"}
    ]


def _at_once(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls that are made when a module is loaded; also those in default values."""
    if isinstance(node, ast.Call):
        yield node
    inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for field, value in ast.iter_fields(node):
        if inside and field == "body":
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _at_once(child)
