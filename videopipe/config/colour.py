"""Colours as people write them, and how well one is seen on another (WCAG 2.2, 1.4.3)."""

import colorsys
import re
from collections.abc import Callable
from typing import Annotated

from pydantic import BeforeValidator, Field

FULL = 255


def _checked(value: object) -> object:
    if not isinstance(value, str) or re.fullmatch(r"#[0-9A-Fa-f]{6}", value) is None:
        raise ValueError('write a colour as "#0B7A75", in quotes ｜ 请把颜色写成 "#0B7A75"，带引号')
    return value.upper()


Colour = Annotated[str, BeforeValidator(_checked), Field(description="#RRGGBB")]


def parts_of(colour: str) -> tuple[int, int, int]:
    """Red, green, blue, 0…255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(colour: str, opacity_pct: int, below: str) -> str:
    """What is seen of a surface over another colour."""
    pairs = zip(parts_of(colour), parts_of(below), strict=True)
    return _written([(opacity_pct * top + (100 - opacity_pct) * under) / 100 for top, under in pairs])


def nearest(colour: str, passes: Callable[[str], bool]) -> str:
    """The colour of that hue and the nearest lightness that `passes`; itself where none does."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / FULL for part in parts_of(colour)))
    for step in range(FULL + 1):
        for tried in (lightness - step / FULL, lightness + step / FULL):
            if 0 <= tried <= 1:
                found = _written([FULL * part for part in colorsys.hls_to_rgb(hue, tried, saturation)])
                if passes(found):
                    return found
    return colour


def _written(parts: list[float]) -> str:
    return "#" + "".join(f"{round(part):02X}" for part in parts)


def _luminance(colour: str) -> float:
    linear = [_linear(part / FULL) for part in parts_of(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
