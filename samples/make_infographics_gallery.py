"""Draws docs/pictures/infographics: each kind moving, and at rest on three layouts in three themes.

python samples/make_infographics_gallery.py [--out DIR] [--only KIND …]
"""

import argparse
import sys
from fractions import Fraction
from pathlib import Path

from PIL import Image

from videopipe.config.theme import load_theme
from videopipe.drawing.canvas import Canvas
from videopipe.model.infographics import Scene
from videopipe.stages.infographics.paint import paint
from videopipe.stages.infographics.tempo import length, rest_ms

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs/pictures/infographics"
FPS = Fraction(25)
EVERY = 2
"""Frames from one picture of the animation to the next."""
MOVING = Canvas(640, 360)
SHOWN = (480, 270)
HOLD_MS = 3000
STILLS = (("gov-blue", Canvas(1920, 1080)), ("red", Canvas(1080, 1080)), ("light", Canvas(1080, 1920)))
TALL, GUTTER = 420, 12


def main() -> None:
    """One animation and one sheet of stills for each kind."""
    # The scenes are those of the golden tests.
    sys.path.insert(0, str(ROOT))
    from tests.unit.charts import CHARTS

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", nargs="*", default=list(CHARTS))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.only:
        animate(CHARTS[name], options.out / f"{name}.webp")
        stills(CHARTS[name]).save(options.out / f"{name}.jpg", quality=80, optimize=True)


def animate(scene: Scene, path: Path) -> None:
    """The motion, then the picture at rest for three seconds, over and over."""
    theme, moving = load_theme("gov-blue"), rest_ms(scene) * FPS // 1000 + 1
    frames = [
        paint(scene, theme, MOVING, frame, FPS).resize(SHOWN, Image.Resampling.LANCZOS)
        for frame in range(0, int(moving) + EVERY, EVERY)
    ]
    step_ms = int(1000 * EVERY / FPS)
    frames[0].save(
        path, save_all=True, append_images=frames[1:], loop=0, quality=62, method=6,
        duration=[*[step_ms] * (len(frames) - 1), HOLD_MS],
    )  # fmt: skip


def stills(scene: Scene) -> Image.Image:
    """The last picture on each layout, side by side at one height."""
    pictures = []
    for name, canvas in STILLS:
        whole = paint(scene, load_theme(name), canvas, length(scene, FPS) - 1, FPS)
        width = round(TALL * canvas.width / canvas.height)
        pictures.append(whole.resize((width, TALL), Image.Resampling.LANCZOS))
    wide = sum(picture.width for picture in pictures) + GUTTER * (len(pictures) - 1)
    sheet, x = Image.new("RGB", (wide, TALL), "white"), 0
    for picture in pictures:
        sheet.paste(picture, (x, 0))
        x += picture.width + GUTTER
    return sheet


if __name__ == "__main__":
    main()
