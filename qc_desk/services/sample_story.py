"""The story of the sample shop, told in resources/samples/shop.toml."""

import tomllib
from dataclasses import dataclass

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
class BatchStory:
    """One batch of the sample shop: who checked it, and how it ended."""

    number: str
    product: str
    maker: str
    site: str
    days_ago: int
    quantity: int
    outcome: str
    people: tuple[str, str]
    flaws: tuple[Flaw, ...] = ()
    reason: str = ""
    note: str = ""


def stories() -> list[BatchStory]:
    """Return the batches of the sample shop, the oldest first."""
    told = tomllib.loads((bundled("resources") / "samples" / "shop.toml").read_text("utf-8"))
    flaws = {name: Flaw(**facts) for name, facts in told["flaws"].items()}
    return [
        BatchStory(
            **{
                **facts,
                "people": tuple(facts["people"]),
                "flaws": tuple(flaws[name] for name in facts.get("flaws", ())),
            }
        )
        for facts in told["batches"]
    ]
