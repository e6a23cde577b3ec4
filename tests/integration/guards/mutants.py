"""Wrong twins of the guards: each rule and each condition taken away in turn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qc_desk.storage.guards import Guard

_RULE = re.compile(
    r"^  SELECT RAISE\(.*?;\n|^  IF .*?^  END IF;\n|^  RAISE EXCEPTION .*?;\n", re.M | re.S
)
_NEXT = re.compile(r"\s*(AND|OR|WHERE|THEN|UNION|FOR UPDATE|ORDER BY|\|\|)\b")
_GROUP = re.compile(r"\b(AND|OR|WHERE|IF) \(\s*$")
_FIRST_WORD = re.compile(r"\s*((?:AND|OR|WHERE|IF)\b|)\s*")


@dataclass(frozen=True)
class Mutant:
    """A guard with something taken away; without statements it is gone altogether."""

    guard: Guard
    without: str
    statements: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.guard.name} without {self.without}"


def mutants(guard: Guard) -> Iterator[Mutant]:
    """The guard itself, each of its rules, and each condition of its rules."""
    yield Mutant(guard, "itself", ())
    body, *rest = guard.statements
    rules = list(_RULE.finditer(body))
    for rule in rules if len(rules) > 1 else ():
        text = body[: rule.start()] + body[rule.end() :]
        yield Mutant(guard, _short(rule.group()), (text, *rest))
    for rule in rules:
        for start, end, instead in _conditions(body, rule.start(), rule.end()):
            text = body[:start] + instead + body[end:]
            yield Mutant(guard, _short(body[start:end]), (text, *rest))


def _short(text: str) -> str:
    return " ".join(text.split())


def _conditions(body: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Where each condition of a rule begins and ends, and what stands there without it."""
    position = start
    opened = False  # the line before opened a bracket: a condition may stand without AND or OR
    for line in body[start:end].splitlines(keepends=True):
        word = _FIRST_WORD.match(line)
        assert word is not None
        inside = position + word.end()
        if word[1] or opened:
            stop = _end(body, inside)
            joined = _NEXT.match(body, stop)
            instead = "1 = 0" if "OR" in (word[1], joined[1] if joined else "") else "1 = 1"
            if body[inside:stop].strip() != "(":
                yield inside, stop, instead
        opened = _GROUP.search(line) is not None
        position += len(line)


def _end(body: str, start: int) -> int:
    """Where the condition that begins here ends: at a bracket, or before the next word."""
    depth = 0
    for position in range(start, len(body)):
        sign = body[position]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        if depth < 0 or (depth == 0 and sign == ";"):
            return position
        if depth == 0 and sign == "\n" and _NEXT.match(body, position):
            return position
    raise AssertionError(body[start:])
