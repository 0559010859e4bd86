"""A scene as an animation for chats: small enough, measured on the file itself."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from videopipe.model.errors import TaskError

if TYPE_CHECKING:
    from PIL.Image import Image

BUDGETS = {"gif": 3_000_000, "webp": 1_500_000}
"""Bytes at most."""
COLOURS = 256
TICK_MS = 10
"""GIF counts hundredths of a second; browsers take less than two for ten."""


class TooLargeForChat(TaskError):
    """No rate and quality makes the animation small enough."""

    en = "{file} doesn't fit into {limit} bytes: {size} at the fewest pictures and colours. Make the scene simpler, or leave `{form}` out of the formats"
    zh = "{file} 无法压缩到 {limit} 字节以内（最低帧率和画质仍有 {size} 字节）。请简化画面，或在格式中去掉 {form}"


@dataclass(frozen=True)
class Setting:
    """One try."""

    every: int
    """Of the film's frames, each so many one is shown."""
    quality: int
    """Colours of a GIF; libwebp's quality of a WebP."""


LADDERS = {
    "gif": tuple(Setting(every, colours) for every, colours in ((2, 256), (2, 128), (3, 128), (3, 64), (4, 64), (5, 48), (6, 32))),
    "webp": tuple(Setting(every, quality) for every, quality in ((2, 85), (2, 75), (3, 75), (3, 60), (4, 50), (5, 40))),
}  # fmt: skip
"""Best first. Below four pictures a second nothing moves any more; below 32 colours letters fray."""


@dataclass(frozen=True)
class Shown:
    """A picture and how long it stays."""

    picture: "Image"
    ms: int


def shrink(
    picture: Callable[[int], "Image"],
    frames: int,
    fps: Fraction,
    form: str,
    name: str,
    stopped: Callable[[], bool],
) -> bytes:
    """The best animation within the budget. Raises TooLargeForChat."""
    limit, data = BUDGETS[form], b""
    for setting in LADDERS[form]:
        if stopped():
            break
        data = _WRITERS[form](thinned(picture, frames, fps, setting.every), setting.quality)
        if len(data) <= limit:
            return data
    raise TooLargeForChat(file=name, limit=limit, size=len(data), form=form)


def thinned(picture: Callable[[int], "Image"], frames: int, fps: Fraction, every: int) -> tuple[Shown, ...]:
    """Each `every`th picture and the last; those that don't change stay on instead. Lengths make the scene's, rounded
    to ticks without drift.
    """
    numbers = [*range(0, frames - 1, every), frames - 1]
    shown: list[tuple[int, Image]] = []
    for number in numbers:
        drawn = picture(number)
        if not shown or not _same(drawn, shown[-1][1]):
            shown.append((number, drawn))
    ends = [number for number, _ in shown[1:]] + [frames]
    return tuple(
        Shown(drawn, _ms(end, fps) - _ms(number, fps))
        for (number, drawn), end in zip(shown, ends, strict=True)
    )


def _same(one: "Image", other: "Image") -> bool:
    return one is other or one.tobytes() == other.tobytes()


def _ms(frame: int, fps: Fraction) -> int:
    return round(1000 * frame / fps / TICK_MS) * TICK_MS


def _gif(shown: Sequence[Shown], colours: int) -> bytes:
    """One palette for all pictures, no dither: it would shimmer, and make flat areas large."""
    from PIL import Image

    palette = _palette([each.picture for each in shown], colours)
    flat = [each.picture.quantize(palette=palette, dither=Image.Dither.NONE) for each in shown]
    return _saved(flat, [each.ms for each in shown], "GIF", {"optimize": False, "disposal": 1})


def _palette(pictures: Sequence["Image"], colours: int) -> "Image":
    """Of the last picture, where all that is told is there, and four on the way."""
    from PIL import Image

    chosen = [pictures[(len(pictures) - 1) * n // 4] for n in range(5)]
    width, height = chosen[0].size
    sheet = Image.new("RGB", (width, height * len(chosen)))
    for n, each in enumerate(chosen):
        sheet.paste(each, (0, n * height))
    return sheet.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def _webp(shown: Sequence[Shown], quality: int) -> bytes:
    options = {"quality": quality, "method": 4, "minimize_size": False}
    return _saved([each.picture for each in shown], [each.ms for each in shown], "WEBP", options)


def _saved(
    pictures: Sequence["Image"], durations: Sequence[int], form: str, options: Mapping[str, object]
) -> bytes:
    data = io.BytesIO()
    first, *rest = pictures
    first.save(
        data, form, save_all=True, append_images=rest, duration=list(durations) if rest else durations[0], loop=0,
        **options,
    )  # fmt: skip
    return data.getvalue()


_WRITERS = {"gif": _gif, "webp": _webp}
