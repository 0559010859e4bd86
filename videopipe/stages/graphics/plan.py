"""One drawing task a graphic, and where its clip will lie."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.engine.task import Digest, PlanBuilder
from videopipe.model.graphics import Bug, ClosingCard, Graphic, QuestionCard, TitleCard
from videopipe.model.overlay import Backdrop, Overlay
from videopipe.model.time import snap
from videopipe.stages.graphics.check import fonts_used
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.params import kind_of, length_of, logo_of, to_params
from videopipe.text.fonts import OwnFont

OUTPUT = "overlay.mkv"
CARDS = (TitleCard, QuestionCard, ClosingCard)
"""What stands over the darkened footage."""


def plan_overlays(
    builder: PlanBuilder,
    graphics: Sequence[Graphic],
    theme: Theme,
    canvas: Canvas,
    fps: Fraction,
    *,
    marked: bool = True,
    fonts: tuple[OwnFont, ...] = (),
) -> tuple[Overlay, ...]:
    """Overlays in the order of `graphics`; lay them over one another in that order. Unless `marked`, without bug and
    logos. `fonts` are those that the episode brings.
    """
    variant = f"{canvas.width}x{canvas.height}" + ("" if marked else "-unmarked")
    shown = graphics if marked else [_unmarked(each) for each in graphics if not isinstance(each, Bug)]
    numbers: Counter[str] = Counter()
    overlays = []
    for graphic in shown:
        kind = kind_of(graphic)
        numbers[kind] += 1
        label = f"graphics/{kind}/{numbers[kind]}/{variant}"
        overlays.append(
            _plan_overlay(builder, graphic, theme, canvas, fps, label, fonts_used(graphic, fonts))
        )
    return tuple(overlays)


def _unmarked(graphic: Graphic) -> Graphic:
    return replace(graphic, logo=None) if isinstance(graphic, TitleCard | ClosingCard) else graphic


def _plan_overlay(
    builder: PlanBuilder,
    graphic: Graphic,
    theme: Theme,
    canvas: Canvas,
    fps: Fraction,
    label: str,
    fonts: tuple[OwnFont, ...],
) -> Overlay:
    area, logo = box(graphic, canvas), logo_of(graphic)
    files: dict[str, Digest | tuple[Digest, ...]] = {}
    if logo:
        files["logo"] = Digest(logo.digest)
    if fonts:
        files["fonts"] = tuple(Digest(font.digest) for font in fonts)
    made = builder.add(
        "graphics.overlay",
        version=4,
        label=label,
        lane="light",
        params=to_params(graphic, theme, canvas, fps, fonts),
        inputs=files,
        outputs=(OUTPUT,),
        tools=("ffmpeg", "fonts", "pillow"),
        cost=ceil(Fraction(length_of(graphic) * area.width * area.height, 1_000_000)),
    ).out()
    backdrop = decide_backdrop(graphic, theme, canvas, fps)
    return Overlay(graphic.frames, area, isinstance(graphic, Bug), backdrop, made.key, made.name)


def decide_backdrop(graphic: Graphic, theme: Theme, canvas: Canvas, fps: Fraction) -> Backdrop | None:
    """Cards darken the footage; the closing card keeps it dark to the programme's last frame."""
    if not isinstance(graphic, CARDS):
        return None
    fade = min(snap(Fraction(theme.motion.in_ms, 1000), fps), len(graphic.frames) // 2)
    return Backdrop(
        colour=theme.colours.backdrop,
        opacity_pct=theme.backdrop.opacity_pct,
        blur_px=canvas.px(theme.backdrop.blur_px),
        fade_in=fade,
        fade_out=0 if isinstance(graphic, ClosingCard) else fade,
    )
