"""What is measured and which stills are taken; whether an episode has changed at all. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Literal

from videopipe.engine.task import In, PlanBuilder
from videopipe.model.bundle import Deliverable, Made

Kind = Literal["media", "image", "plain"]

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("mp4", "m4a", "mov", "mkv", "webm", "mp3", "wav"), "media"),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp"), "image"),
}
"""What is measured of a file, by the ending of its name; of the others, size and digest only."""

_TOOLS: dict[Kind, tuple[str, ...]] = {"media": ("ffmpeg", "pyav"), "image": ("pillow",), "plain": ()}

_FORMAT = "videopipe bundle 1"
"""Goes into every identity: a bundle that is laid out otherwise is another bundle."""


def plan_measure(builder: PlanBuilder, file: In, label: str) -> In:
    """`measured.json`: the facts of one finished file, see `record.py`."""
    kind = kind_of(file.name)
    task = builder.add(
        "package.measure", version=2, label=f"package/{label}/measure",
        params={"kind": kind}, inputs={"file": file}, outputs=("measured.json",), tools=_TOOLS[kind],
    )  # fmt: skip
    return task.out()


def kind_of(name: str) -> Kind:
    """How a file of that name is measured."""
    return _KINDS.get(name.rpartition(".")[2].lower(), "plain")


def plan_image(
    builder: PlanBuilder, video: In, frame: int, size: tuple[int, int] | None, label: str, name: str
) -> In:
    """`name` (a .jpg): picture number `frame`, counted from 0, of a delivered video.

    `size` in pixels; what another aspect leaves over is cut away evenly. None keeps the video's size.
    """
    task = builder.add(
        "package.image", version=1, label=f"package/{label}/image",
        params={"frame": frame, "size": size}, inputs={"video": video}, outputs=(name,),
        tools=("pyav", "pillow"),
    )  # fmt: skip
    return task.out()


def identity(deliverables: Iterable[Deliverable], extra: Mapping[str, str]) -> str:
    """64 hex letters: equal if and only if everything that goes into the bundle is equal.

    `extra` is what no deliverable shows (title, words of the page, version of the program). Order doesn't
    matter, and no clock enters.
    """
    parts = sorted(_identify(one) for one in deliverables)
    text = json.dumps([_FORMAT, parts, dict(extra)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _identify(one: Deliverable) -> list[str]:
    return [
        one.path, _name(one.source), one.role, one.media_type, one.language, one.title,
        _name(one.facts) if one.facts else "",
    ]  # fmt: skip


def _name(source: Made | str) -> str:
    if isinstance(source, Made):
        return f"made {source.key}/{source.name}"
    return f"text {hashlib.sha256(source.encode()).hexdigest()}"
