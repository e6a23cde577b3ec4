"""The loop in the sample shop: complaints, promises, problems and what was done about them.

The tales stand in resources/samples/loop.toml. Each act names its day and time; acts of the same
moment are one sitting.
"""

import tomllib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import groupby

from qc_desk.bundle import bundled
from qc_desk.services.sample_complaints import COMPLAINT_ACTS
from qc_desk.services.sample_problems import PROBLEM_ACTS
from qc_desk.services.sample_promises import PROMISE_ACTS
from qc_desk.services.sample_scene import Act, Scene
from qc_desk.services.sample_stage import Cast, Stage

_ACTS = {**COMPLAINT_ACTS, **PROMISE_ACTS, **PROBLEM_ACTS}
_STEP = timedelta(minutes=1)


def loop_sittings(
    stage: Stage, cast: Cast, until: datetime, batches: set[str]
) -> Iterator[datetime]:
    """Tell the tales of these batches, sitting by sitting: tells when the next one begins."""
    known: dict[str, int] = {}
    for moment, sitting in groupby(_acts(until, batches), key=lambda each: each[0]):
        yield moment
        scene = Scene(cast=cast, until=until, session=stage.session, at=moment, known=known)
        for _moment, act in sitting:
            _play(scene, act)


def _acts(until: datetime, batches: set[str]) -> list[tuple[datetime, Act]]:
    """Return the acts of the tales whose batches are all told, as they happen."""
    file = bundled("resources") / "samples" / "loop.toml"
    tales = tomllib.loads(file.read_text("utf-8"))["tales"]
    told = [tale["acts"] for tale in tales if set(tale["batches"]) <= batches]
    acts = [(_moment(until, act), act) for tale in told for act in tale]
    return sorted(acts, key=lambda each: each[0])


def _moment(until: datetime, act: Act) -> datetime:
    at: time = act["time"]
    day = until - timedelta(days=act["day"])
    return day.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)


def _play(scene: Scene, act: Act) -> None:
    """Play one act, and remember by its name what it made."""
    scene.by = scene.cast.ids[act["by"]]
    made = _ACTS[act["do"]](scene, act)
    scene.session.flush()
    if "name" in act and made is not None:
        scene.known[act["name"]] = made
    scene.at += _STEP
