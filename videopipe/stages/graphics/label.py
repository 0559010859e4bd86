"""The small size that all cards share."""

from videopipe.assets import Weight
from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import Place, Setting, shrink_then_wrap


def label(text: str, weight: Weight, theme: Theme, canvas: Canvas, name: str, width: int) -> Setting:
    """One line at label size, at most `width` pixels wide. Raises TextTooLong with `name`."""
    return shrink_then_wrap(text, weight, canvas.px(theme.sizes.label), Place(name, width, 1))
