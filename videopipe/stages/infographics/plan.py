"""Which films, animations and stills are made of a scene; where a reel is cut. Touches nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from videopipe.config.profile import Encoding
from videopipe.config.theme import Theme
from videopipe.drawing.canvas import SHORT_SIDE, Canvas
from videopipe.engine.task import Digest, In, Json, PlanBuilder, Ref
from videopipe.model.infographics import Scene
from videopipe.model.marks import CutInMark, Side
from videopipe.model.overlay import Box, Overlay
from videopipe.model.time import Frames
from videopipe.stages.infographics.params import to_params
from videopipe.stages.infographics.tempo import WIPE_MS, length
from videopipe.stages.infographics.texts import fonts_used
from videopipe.text.fonts import OwnFont

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
    builder: PlanBuilder,
    piece: Piece,
    *,
    theme: Theme,
    canvas: Canvas,
    fps: Fraction,
    encoding: Encoding,
    label: str,
    fonts: tuple[OwnFont, ...] = (),
) -> In:
    """`film.mp4` of that piece, without sound. `fonts` are those that the episode brings; so everywhere here."""
    used = fonts_used(piece.scenes, fonts)
    task = builder.add(
        "infographics.film", version=1, label=f"infographics/{label}", lane="encode",
        params={
            **to_params(piece.scenes, theme, canvas, fps, used),
            "frames": [piece.frames.start, piece.frames.end],
            "encoding": {**FILM, **encoding.model_dump(include={"preset", "gop_s"})},
        },
        inputs=_files(used), outputs=("film.mp4",), tools=(*TOOLS, "ffmpeg", "moviepy"), cost=_cost(len(piece.frames), canvas),
    )  # fmt: skip
    return task.out()


def plan_still(
    builder: PlanBuilder,
    scene: Scene,
    frame: int,
    theme: Theme,
    canvas: Canvas,
    fps: Fraction,
    label: str,
    fonts: tuple[OwnFont, ...] = (),
) -> In:
    """`still.png`: one frame."""
    return _plan_picture(builder, "still", scene, frame, theme, canvas, fps, "still.png", label, fonts)


def plan_animation(
    builder: PlanBuilder,
    scene: Scene,
    frames: int,
    theme: Theme,
    canvas: Canvas,
    fps: Fraction,
    name: str,
    label: str,
    fonts: tuple[OwnFont, ...] = (),
) -> In:
    """`name`, a .gif or .webp of all `frames` for chats: its short side is 540, whatever the canvas."""
    return _plan_picture(
        builder, "animation", scene, frames, theme, for_chat(canvas), fps, name, label, fonts
    )


def _plan_picture(
    builder: PlanBuilder, what: str, scene: Scene, frames: int, theme: Theme, canvas: Canvas, fps: Fraction,
    name: str, label: str, fonts: tuple[OwnFont, ...],
) -> In:  # fmt: skip
    used = fonts_used([scene], fonts)
    task = builder.add(
        f"infographics.{what}", version=1, label=f"infographics/{label}",
        params={**to_params([scene], theme, canvas, fps, used), "frames": frames},
        inputs=_files(used), outputs=(name,), tools=TOOLS, cost=1 if what == "still" else _cost(frames, canvas),
    )  # fmt: skip
    return task.out()


def _files(fonts: Sequence[OwnFont]) -> Mapping[str, tuple[Digest, ...]]:
    return {"fonts": tuple(Digest(font.digest) for font in fonts)} if fonts else {}


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


def plan_cut_in(
    builder: PlanBuilder,
    scene: Scene,
    mark: CutInMark,
    theme: Theme,
    canvas: Canvas,
    fps: Fraction,
    fonts: tuple[OwnFont, ...] = (),
) -> Overlay:
    """The scene as a clip to lay over the programme, faded in and out."""
    used = fonts_used([scene], fonts)
    side = side_on(mark, canvas)
    drawn_on, kind = cut_in_canvas(canvas, side), "full" if side is None else "panel"
    task = builder.add(
        "infographics.overlay", version=1,
        label=f"infographics/{mark.scene}/{kind}/{canvas.width}x{canvas.height}",
        params={**to_params([scene], theme, drawn_on, fps, used), "frames": len(mark.frames)},
        inputs=_files(used), outputs=(CUT_IN,), tools=(*TOOLS, "ffmpeg"), cost=_cost(len(mark.frames), drawn_on),
    )  # fmt: skip
    return Overlay(mark.frames, cut_in_box(canvas, side), False, None, task.key, CUT_IN)


def _cost(frames: int, canvas: Canvas) -> int:
    return max(1, frames * canvas.width * canvas.height // (SHORT_SIDE * 1000))
