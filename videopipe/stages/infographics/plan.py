"""Which films, animations and stills are made of a scene; where a reel is cut. Touches nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from videopipe.config.profile import Encoding
from videopipe.drawing.canvas import SHORT_SIDE, Canvas
from videopipe.engine.task import Digest, In, Json, PlanBuilder, Ref
from videopipe.model.infographics import Scene
from videopipe.model.marks import CutInMark, Side
from videopipe.model.overlay import Box, Overlay
from videopipe.model.time import Frames
from videopipe.stages.infographics.params import Drawing, to_inputs, to_params
from videopipe.stages.infographics.tempo import WIPE_MS, length

CHAT_SIDE = 540
"""Short side of what goes into chats."""
FILM: Mapping[str, Json] = {
    "level": "4.0",
    "crf": 20,
    "maxrate_kbps": 6000,
    "bufsize_kbps": 12000,
    "threads": 1,
}
"""As the portal's films of that size; one thread each, since a reel is many films: half the memory."""
SAMPLE_RATE = 48_000
TOOLS = ("fonts", "pillow", "numpy")


@dataclass(frozen=True)
class Piece:
    """Frames that are drawn at a stretch."""

    scenes: tuple[Scene, ...]
    """One, or two of a reel."""
    frames: Frames
    """Of these scenes, one after the other."""


def plan_film(
    builder: PlanBuilder, drawing: Drawing, frames: Frames, *, encoding: Encoding, label: str
) -> In:
    """`film.mp4` of those frames of its scenes, without sound."""
    task = builder.add(
        "infographics.film", version=1, label=f"infographics/{label}", lane="encode",
        params={
            **to_params(drawing),
            "frames": [frames.start, frames.end],
            "encoding": {**FILM, **encoding.model_dump(include={"preset", "gop_s"})},
        },
        inputs=to_inputs(drawing), outputs=("film.mp4",), tools=(*TOOLS, "ffmpeg", "moviepy"),
        cost=_cost(len(frames), drawing.canvas),
    )  # fmt: skip
    return task.out()


def plan_still(builder: PlanBuilder, drawing: Drawing, frame: int, label: str) -> In:
    """`still.png`: one frame."""
    return _plan_picture(builder, "still", drawing, frame, "still.png", label)


def plan_animation(builder: PlanBuilder, drawing: Drawing, frames: int, name: str, label: str) -> In:
    """`name`, a .gif or .webp of all `frames` for chats: its short side is 540, whatever the canvas."""
    small = replace(drawing, canvas=for_chat(drawing.canvas))
    return _plan_picture(builder, "animation", small, frames, name, label)


def _plan_picture(
    builder: PlanBuilder, what: str, drawing: Drawing, frames: int, name: str, label: str
) -> In:
    task = builder.add(
        f"infographics.{what}", version=1, label=f"infographics/{label}",
        params={**to_params(drawing), "frames": frames}, inputs=to_inputs(drawing), outputs=(name,),
        tools=TOOLS, cost=1 if what == "still" else _cost(frames, drawing.canvas),
    )  # fmt: skip
    return task.out()


def for_chat(canvas: Canvas) -> Canvas:
    """The same shape at 540."""
    scale = Fraction(CHAT_SIDE, 2 * min(canvas.width, canvas.height))
    return Canvas(2 * round(canvas.width * scale), 2 * round(canvas.height * scale))


def plan_sound(builder: PlanBuilder, frames: int, fps: Fraction, bed: str | None, label: str) -> In:
    """`sound.wav` of that length: silence, or the bed (a file by its digest), faded in and out."""
    inputs: Mapping[str, Ref] = {"bed": Digest(bed)} if bed else {}
    params: dict[str, Json] = {"samples": round(frames * SAMPLE_RATE / fps)}
    task = builder.add(
        "infographics.sound", version=1, label=f"infographics/{label}", params=params, inputs=inputs,
        outputs=("sound.wav",), tools=("ffmpeg",), cost=1,
    )  # fmt: skip
    return task.out()


def pieces_of(scene: Scene, fps: Fraction, before: Scene | None = None) -> tuple[Piece, ...]:
    """A scene in two pieces, so that its film and the reel, where it is wiped over `before`, share the second one."""
    frames, wiped = length(scene, fps), ceil(Fraction(WIPE_MS, 1000) * fps)
    rest = Piece((scene,), Frames(wiped, frames))
    if before is None:
        return Piece((scene,), Frames(0, wiped)), rest
    start = length(before, fps)
    return Piece((before, scene), Frames(start, start + wiped)), rest


def pieces_of_reel(scenes: Sequence[Scene], fps: Fraction) -> tuple[Piece, ...]:
    """All scenes, one after the other."""
    pairs = zip((None, *scenes), scenes, strict=False)
    return tuple(piece for before, scene in pairs for piece in pieces_of(scene, fps, before))


CUT_IN = "cut-in.mkv"
PANEL = 640
"""Its side: a speaker in the middle stays whole beside it."""
BELOW_TOPIC = 136
"""Rows of the safe box that corner mark and topic have to themselves, at the left."""


def has_room(canvas: Canvas) -> bool:
    """Whether a panel can stand beside a speaker in the middle and beside the corner mark: 3:2 and wider."""
    return 2 * canvas.width >= 3 * canvas.height


def side_on(mark: CutInMark, canvas: Canvas) -> Side | None:
    """Where it stands on that canvas; where a panel would cover the face, it stands instead of the picture."""
    return mark.side if has_room(canvas) else None


def cut_in_box(canvas: Canvas, side: Side | None) -> Box:
    """Where a cut-in stands: all of the canvas, or a square at a side, clear of subtitles and corner mark."""
    if side is None:
        return Box(0, 0, canvas.width, canvas.height)
    safe = canvas.safe
    top = safe.y if side == "right" else safe.y + canvas.even(BELOW_TOPIC)
    length = min(canvas.even(PANEL), safe.width, (canvas.floor - top) // 2 * 2)
    return Box(safe.right - length if side == "right" else safe.x, top, length, length)


def cut_in_canvas(canvas: Canvas, side: Side | None) -> Canvas:
    """What it is laid out on: a square, or the whole picture but for the subtitles' rows."""
    box = cut_in_box(canvas, side)
    return Canvas(box.width, box.height, subtitled=side is None)


def plan_cut_in(builder: PlanBuilder, drawing: Drawing, mark: CutInMark) -> Overlay:
    """The scene as a clip to lay over a programme of that canvas, faded in and out."""
    canvas, side = drawing.canvas, side_on(mark, drawing.canvas)
    inner, kind = replace(drawing, canvas=cut_in_canvas(canvas, side)), "full" if side is None else "panel"
    task = builder.add(
        "infographics.overlay", version=1,
        label=f"infographics/{mark.scene}/{kind}/{canvas.width}x{canvas.height}",
        params={**to_params(inner), "frames": len(mark.frames)}, inputs=to_inputs(inner), outputs=(CUT_IN,),
        tools=(*TOOLS, "ffmpeg"), cost=_cost(len(mark.frames), inner.canvas),
    )  # fmt: skip
    return Overlay(mark.frames, cut_in_box(canvas, side), False, None, task.key, CUT_IN)


def _cost(frames: int, canvas: Canvas) -> int:
    return max(1, frames * canvas.width * canvas.height // (SHORT_SIDE * 1000))
