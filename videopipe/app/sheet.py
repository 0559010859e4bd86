"""`videopipe preview --sheet`: every cue, card and strap of an episode on one contact sheet."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from videopipe.app.languages import variant
from videopipe.app.layers import check_layout, layers_of
from videopipe.app.preview import Draft, draft, draw_still
from videopipe.app.programme import View
from videopipe.app.shop import Shop
from videopipe.assets import font_path
from videopipe.model.findings import MARKS, Finding, Severity, Words
from videopipe.model.layers import Layer
from videopipe.model.time import time_of, timecode

if TYPE_CHECKING:
    from PIL.Image import Image

COLUMNS, GUTTER, LABEL, LABEL_EM = 4, 16, 40, 20
"""Pixels of the sheet, but for the columns."""
CELL = (480, 480)
"""A still is fitted into it."""
A_PAGE = 60
"""Stills; more go on further pages."""
GROUND, INK, WARNING = "#FFFFFF", "#121C2E", "#B3261E"
QUALITY = 88


@dataclass(frozen=True)
class Moment:
    """A frame of the programme worth a look, and what it is called below its still."""

    frame: int
    names: tuple[Words, ...]
    warned: bool
    """Whether a person should look at it: something couldn't be kept."""


@dataclass(frozen=True)
class Sheet:
    """What was drawn."""

    pages: tuple[Path, ...]
    stills: int
    trimmed: bool
    """False where the footage hasn't been analysed."""


def preview_sheet(
    folder: Path,
    profiles: Sequence[str],
    output: Path,
    *,
    layout: str | None,
    edit: Path | None,
    shop: Shop,
    drawn: Callable[[int, int], None],
    lang: str,
) -> Sheet:
    """Draw all moments of the layout into JPEG pages; `drawn` is told (stills done, stills in all).

    One page is `output` itself; of several, each has its number before the suffix.
    """
    made = draft(folder, profiles, layout=layout, edit=edit, shop=shop)
    view, fps = View(made.layout, made.language), made.programme.timeline.fps
    shown = variant(view.language, upright=made.job.profile.layouts[view.layout].upright)
    findings = [note.finding for note in made.programme.notes if set(note.only) <= set(shown)]
    findings += check_layout(made.job, made.programme, view)
    moments = list(moments_of(list(layers_of(made.job, made.programme, view)), fps, findings))
    with TemporaryDirectory(prefix="videopipe-") as name:
        stills = _draw_all(made, moments, Path(name), shop, drawn)
        pages = [range(at, min(at + A_PAGE, len(moments))) for at in range(0, len(moments), A_PAGE)]
        paths = page_paths(output, len(pages))
        for path, page in zip(paths, pages, strict=True):
            sheet = compose([stills[n] for n in page], [moments[n] for n in page], fps, lang)
            sheet.save(path, "JPEG", quality=QUALITY)
    return Sheet(paths, len(moments), made.trimmed)


def moments_of(layers: Sequence[Layer], fps: Fraction, findings: Sequence[Finding]) -> Iterator[Moment]:
    """The middle of every cue, and of every card and strap that isn't at rest then; in order of time."""
    named: dict[int, list[Layer]] = {_middle(each): [each] for each in layers if each.is_subtitle}
    moving = round(fps / 2)
    for each in layers:
        if not each.is_subtitle and not each.where.startswith("bug "):
            rest = range(each.frames.start + moving, each.frames.end - moving)
            at = next((frame for frame in sorted(named) if frame in rest), _middle(each))
            named.setdefault(at, []).append(each)
    for frame, shown in sorted(named.items()):
        yield Moment(
            frame, tuple(each.name for each in shown), any(_is_warned(each, findings) for each in shown)
        )


def _middle(layer: Layer) -> int:
    return (layer.frames.start + layer.frames.end - 1) // 2


def _is_warned(layer: Layer, findings: Sequence[Finding]) -> bool:
    """Whether a finding that a person should look at is about it."""
    return any(found.where == layer.where and found.severity is not Severity.INFO for found in findings)


def page_paths(output: Path, count: int) -> tuple[Path, ...]:
    """`output` for one page, `output-1`, `output-2` … for more."""
    if count <= 1:
        return (output,) * count
    return tuple(output.with_stem(f"{output.stem}-{n}") for n in range(1, count + 1))


def _draw_all(
    made: Draft, moments: Sequence[Moment], folder: Path, shop: Shop, drawn: Callable[[int, int], None]
) -> list[Path]:
    """A PNG a moment, as many at once as there are processors."""

    def one(number: int) -> Path:
        still = folder / f"{number}.png"
        draw_still(made, moments[number].frame, still, shop, within=CELL, clips=folder)
        return still

    stills = []
    with ThreadPoolExecutor(shop.jobs) as pool:
        for still in pool.map(one, range(len(moments))):
            stills.append(still)
            drawn(len(stills), len(moments))
    return stills


def compose(stills: Sequence[Path], moments: Sequence[Moment], fps: Fraction, lang: str) -> "Image":
    """The stills in rows, each with its time and what it shows below it, in `lang`."""
    from PIL import Image, ImageDraw, ImageFont

    pictures = [Image.open(still).convert("RGB") for still in stills]
    width, height = (max(picture.size[side] for picture in pictures) for side in (0, 1))
    columns = min(COLUMNS * CELL[0] // width, len(pictures))
    rows = -(-len(pictures) // columns)
    pitch = width + GUTTER, height + LABEL + GUTTER
    sheet = Image.new("RGB", (columns * pitch[0] + GUTTER, rows * pitch[1] + GUTTER), GROUND)
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(font_path("Medium")), LABEL_EM)
    for number, (picture, moment) in enumerate(zip(pictures, moments, strict=True)):
        x, y = GUTTER + number % columns * pitch[0], GUTTER + number // columns * pitch[1]
        sheet.paste(picture, (x, y))
        mark = f"  {MARKS[Severity.WARN]}" if moment.warned else ""
        names = " · ".join(name.say(lang) for name in moment.names)
        label = f"{timecode(time_of(moment.frame, fps))[3:10]}  {names}{mark}"
        middle = y + height + LABEL // 2
        pen.text((x, middle), label, font=font, fill=WARNING if moment.warned else INK, anchor="lm")
    return sheet
