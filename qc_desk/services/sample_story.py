"""The story of the sample shop, told in resources/samples/shop.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qc_desk.bundle import bundled


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """What is wrong with a batch: at which item, on which sample unit, with which code."""

    item: str
    unit: int
    code: str
    quantity: int
    place: str
    containment: str
    photo: str
    note: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A value that the first inspector typed wrong, and why it was replaced."""

    item: str
    unit: int
    value: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BatchStory:
    """One batch of the sample shop: who checked it, and how it ended.

    ``skipped`` says for check items why they do not apply; ``values`` gives what the first and
    the second person measured at "ITEM/UNIT"; ``extra`` tells what the extra check of a stop-ship
    has shown; ``rework`` what it took, in hours and EUR. Without an ``order`` it goes to one that
    it can still reach in time.
    """

    number: str
    product: str
    maker: str
    site: str
    days_ago: int
    quantity: int
    outcome: str
    people: tuple[str, str]
    flaws: tuple[Flaw, ...] = ()
    slips: tuple[Slip, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    reason: str = ""
    note: str = ""
    order: str = ""
    rework: Sequence[str] = ()
    extra: str


@dataclass(frozen=True, kw_only=True)
class CustomerStory:
    """Who buys, who sent them, and until how many days ago each order was promised."""

    name: str
    email: str
    phone: str
    orders: Mapping[str, int]
    recommended_by: str = ""


def customer_stories() -> list[CustomerStory]:
    """Return the customers of the sample shop."""
    return [CustomerStory(**facts) for facts in _told()["customers"]]


def stories() -> list[BatchStory]:
    """Return the batches of the sample shop, the oldest first."""
    told = _told()
    return [_story(told, facts) for facts in told["batches"]]


def demo_story(language: str, number: str) -> BatchStory:
    """Return the batch that the demo lets two people check, for a reader of this language.

    Where none of the shop's makers reads it, the batch of the English one is made by ``reader``.
    """
    told = _told()
    facts = told["demo"].get(language) or {**told["demo"]["en"], "maker": language}
    return _story(told, {**facts, "number": number, "days_ago": 0, "outcome": "released"})


def reader(language: str) -> Mapping[str, str] | None:
    """Return the maker who reads a language that none of the shop's own makers reads."""
    found: Mapping[str, str] | None = _told()["readers"].get(language)
    return found


def _told() -> dict[str, Any]:
    return tomllib.loads((bundled("resources") / "samples" / "shop.toml").read_text("utf-8"))


def _story(told: dict[str, Any], facts: dict[str, Any]) -> BatchStory:
    """Return a story with its flaws and slips, which stand elsewhere in the file."""
    return BatchStory(
        **{
            "extra": told["extra"],
            **facts,
            "people": tuple(facts["people"]),
            "flaws": tuple(Flaw(**told["flaws"][name]) for name in facts.get("flaws", ())),
            "slips": tuple(Slip(**told["slips"][name]) for name in facts.get("slips", ())),
            "values": {place: tuple(two) for place, two in facts.get("values", {}).items()},
        }
    )
