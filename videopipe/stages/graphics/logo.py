"""A publisher's logo: never larger than it came, never squeezed."""

from pathlib import Path

from PIL import Image

from videopipe.model.graphics import Logo
from videopipe.stages.graphics.paint import Plate


def logo_size(logo: Logo | None, width: int, height: int) -> tuple[int, int]:
    """Pixels of a logo in a place of that size; 0 × 0 where there is none."""
    if logo is None:
        return 0, 0
    across = min(logo.width, width, logo.width * height // logo.height)
    return max(1, across), max(1, min(height, logo.height, round(across * logo.height / logo.width)))


def logo_sprites(file: Path | None, size: tuple[int, int], x: int, y: int) -> tuple[Plate, ...]:
    """The picture at its place; nothing while its file isn't at hand, as when only the fit is checked."""
    if file is None or 0 in size:
        return ()
    with Image.open(file) as image:
        return (Plate(_scaled(image, size), x, y),)


def _scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """RGBA; scaled with premultiplied alpha, or clear pixels would darken the rim."""
    clear = image.convert("RGBA").convert("RGBa")
    return clear.resize(size, Image.Resampling.LANCZOS).convert("RGBA")
