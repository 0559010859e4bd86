"""A city's own accent in a theme, where it can be seen and read."""

from videopipe.config.colour import contrast, nearest, over
from videopipe.config.theme import Theme
from videopipe.model.errors import InputError

SEEN, READ = 3.0, 4.5
"""Ratios that a bar and a text need (WCAG 2.2, 1.4.11 and 1.4.3)."""
WHITE, BLACK = "#FFFFFF", "#000000"


class PaleAccent(InputError):
    """An accent that is lost in the theme, or on which nothing can be read."""

    en = "{file}, line {line}: `brand.accent`: {accent} reaches {ratio:.1f}:1 {against_en} of the theme {theme}, {wanted}:1 is needed. The nearest that does is {nearest}"
    zh = "{file} 第 {line} 行：“brand.accent”：{accent} 与主题 {theme} 的{against_zh}对比度为 {ratio:.1f}:1，至少需要 {wanted}:1。最接近且可用的颜色是 {nearest}"


def with_accent(theme: Theme, accent: str, file: str, line: int) -> Theme:
    """The theme with that accent, and ink or white for what is written on it. Raises PaleAccent."""
    seen, read = _seen(theme, accent), contrast(accent, _ink(theme, accent))
    if seen < SEEN or read < READ:
        against = ("on the plates", "底板") if seen < SEEN else ("with the words on it", "标签文字")
        raise PaleAccent(
            file=file, line=line, accent=accent, theme=theme.name,
            ratio=seen if seen < SEEN else read, wanted=SEEN if seen < SEEN else READ,
            against_en=against[0], against_zh=against[1],
            nearest=nearest(accent, lambda other: _passes(theme, other)),
        )  # fmt: skip
    colours = theme.colours.model_copy(update={"accent": accent, "on_accent": _ink(theme, accent)})
    return theme.model_copy(update={"colours": colours})


def _passes(theme: Theme, accent: str) -> bool:
    return _seen(theme, accent) >= SEEN and contrast(accent, _ink(theme, accent)) >= READ


def _seen(theme: Theme, accent: str) -> float:
    """Against the plates that the accent lies in or stands beside, over the worst footage."""
    colours, inside = theme.colours, theme.plates.inset_px > 0
    plates = [colours.plate_from, colours.tier] if inside else [colours.plate_from]
    opacity = theme.plates.opacity_pct
    return min(
        contrast(accent, over(plate, opacity, footage)) for plate in plates for footage in (WHITE, BLACK)
    )


def _ink(theme: Theme, accent: str) -> str:
    return max((theme.colours.on_tier, WHITE), key=lambda ink: contrast(accent, ink))
