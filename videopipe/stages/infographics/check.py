"""Whether a scene can be drawn at all: its glyphs, its room, its amounts, the time to read it."""

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import face_with, own_fonts
from videopipe.model.infographics import Scene
from videopipe.stages.infographics.describe import KINDS, laid_out
from videopipe.stages.infographics.limits import check_limits
from videopipe.stages.infographics.tempo import check_reading
from videopipe.stages.infographics.texts import strings
from videopipe.text.fonts import OwnFont, require_glyphs


def check(scene: Scene, theme: Theme, canvas: Canvas, fonts: tuple[OwnFont, ...] = ()) -> None:
    """Before anything is rendered; raises MissingGlyphs, TextTooLong, TooMuchToRead, and what limits raise."""
    kind, _ = KINDS[type(scene)]
    for weight in ("Medium", "Bold"):
        require_glyphs(strings(scene, f"{scene.head.id} {kind}"), face_with(weight, fonts))
    check_limits(scene)
    check_reading(scene)
    with own_fonts(fonts):
        laid_out(scene, theme, canvas)
