"""`videopipe batch`: many episodes through shared lanes. What goes wrong with one is told and doesn't stop the rest."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from traceback import format_exc

from videopipe.app.produce import Produced, produce
from videopipe.app.shop import Shop, Watcher
from videopipe.config.series import LoadedSeries, Scheduled, in_order
from videopipe.engine.turns import Seats, open_shared_lanes
from videopipe.model.errors import Stopped, VideopipeError


class Ended(Enum):
    """How an episode of a batch ended; the value is the word that programs read."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def good(self) -> bool:
        """Whether its bundle is there."""
        return self in {Ended.PUBLISHED, Ended.UNCHANGED}


@dataclass(frozen=True)
class BatchResult:
    """One episode of a batch."""

    folder: Path
    wanted: Scheduled
    ended: Ended
    seconds: float
    produced: Produced | None = None
    error: VideopipeError | None = None
    """Why it failed, if that was expected."""
    traceback: str = ""
    """Why it failed, if nobody expected it: a bug."""
    late_s: float = 0.0
    """How long after its time it was there; 0 if in time, or if it has none."""


Produce = Callable[[Path, Shop], Produced]
Begin = Callable[[Path], Watcher]
"""Called in the episode's thread when its turn has come."""


def maker(series: LoadedSeries, profiles: Sequence[str], out: Path) -> Produce:
    """`produce`, with what the series says."""

    def make(folder: Path, shop: Shop) -> Produced:
        return produce(folder, profiles, out=out, edit=None, shop=shop, common=series.common)

    return make


def run_batch(
    series: LoadedSeries,
    make: Produce,
    *,
    shop: Shop,
    begin: Begin,
    ended: Callable[[BatchResult], None] = lambda _: None,
) -> list[BatchResult]:
    """How every episode ended, in the order in which they were wanted.

    Two episodes at least are open at a time, so that one's workers are busy while another reads or packs;
    the more urgent one's tasks go first. `ended` is called in each episode's thread.
    """
    ordered = in_order(series.episodes)
    with (
        open_shared_lanes(shop.jobs) as seats,
        ThreadPoolExecutor(max(2, shop.jobs), thread_name_prefix="episode") as episodes,
    ):
        futures = [
            episodes.submit(_one, folder, wanted, make, _own(shop, seats, rank), begin, ended)
            for rank, (folder, wanted) in enumerate(ordered)
        ]
        return [future.result() for future in futures]


def _own(shop: Shop, seats: Seats, rank: int) -> Shop:
    return replace(shop, files={}, shared=seats(rank))


def _one(
    folder: Path,
    wanted: Scheduled,
    make: Produce,
    shop: Shop,
    begin: Begin,
    ended: Callable[[BatchResult], None],
) -> BatchResult:
    result = BatchResult(folder, wanted, Ended.STOPPED, 0.0)
    if shop.stop.is_set():
        return result
    began = time.monotonic()
    result = _made(result, make, replace(shop, watch=begin(folder)))
    result = replace(
        result, seconds=time.monotonic() - began, late_s=_late(wanted, result.ended, time.time())
    )
    ended(result)
    return result


def _made(result: BatchResult, make: Produce, shop: Shop) -> BatchResult:
    try:
        produced = make(result.folder, shop)
    except Stopped:
        return result
    except VideopipeError as error:
        return replace(result, ended=Ended.FAILED, error=error)
    except Exception:  # noqa: BLE001 - a bug that one episode brings out must not cost the others their bundle
        return replace(result, ended=Ended.FAILED, traceback=format_exc())
    return replace(
        result, ended=Ended.PUBLISHED if produced.published.fresh else Ended.UNCHANGED, produced=produced
    )


def _late(wanted: Scheduled, ended: Ended, now_s: float) -> float:
    if wanted.publish is None or ended is not Ended.PUBLISHED:
        return 0.0
    return max(0.0, now_s - wanted.publish.timestamp())
