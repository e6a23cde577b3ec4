"""Sentences go to stderr, results to stdout, as text or as JSON."""

import dataclasses
import errno
import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import click

from qc_desk.domain.refusals import FileNotWritten
from qc_desk.i18n import _

F = TypeVar("F", bound=Callable[..., Any])


def say(sentence: str) -> None:
    """Tell a person something; it never mixes with a result."""
    click.echo(sentence, err=True)


def give(result: object, lines: Sequence[str], *, as_json: bool) -> None:
    """Print a result: its lines for people, or all of it as one JSON object for programs."""
    told = list(lines)
    if as_json:
        told = [json.dumps(_plain(result), ensure_ascii=False, indent=2, sort_keys=True)]
    try:
        for line in told:
            click.echo(line)
    except BrokenPipeError:  # nobody reads on, as behind "| head"
        raise
    except OSError as error:
        why = os.strerror(error.errno or errno.EIO)
        raise FileNotWritten(file=_("standard output"), why=why) from error


def json_option(command: F) -> F:
    """Add ``--json`` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(
        command
    )


def _plain(fact: object) -> object:
    if dataclasses.is_dataclass(fact) and not isinstance(fact, type):
        facts = {field.name: getattr(fact, field.name) for field in dataclasses.fields(fact)}
        return _plain(facts)
    if isinstance(fact, (Enum, datetime, date, Decimal, Path)):
        return _written(fact)
    if isinstance(fact, Mapping):
        return {str(name): _plain(value) for name, value in fact.items()}
    if isinstance(fact, (list, tuple, set, frozenset)):
        return [_plain(value) for value in fact]
    return fact


def _written(fact: Enum | date | Decimal | Path) -> object:
    """Write what JSON has no word for."""
    if isinstance(fact, Enum):
        return fact.value
    return fact.isoformat() if isinstance(fact, date) else str(fact)
