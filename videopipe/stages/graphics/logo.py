"""A publisher's logo: never larger than it came, never squeezed."""

import hashlib
import warnings
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from videopipe.drawing.paint import Plate
from videopipe.model.errors import InputError
from videopipe.model.graphics import Logo

MOST_MB, MOST_SIDE, LEAST_HEIGHT = 5, 4096, 56
"""Of a logo's file. 56 is its height on the cards of a 1080 canvas."""


class NoPicture(InputError):
    """A logo that can't be read."""

    en = "{file} can't be read as PNG or JPEG ({why}). Export the logo as PNG with 8 bits a channel"
    zh = "{file} 无法按 PNG 或 JPEG 读取（{why}）。请把标志导出为每通道 8 位的 PNG"


class LogoSize(InputError):
    """A logo of senseless size."""

    en = "{file} is {size}. A logo has {least} to {most} pixels a side and at most {most_mb} MB. Export it at another size"
    zh = "{file} 为 {size}。标志每边应为 {least} 至 {most} 像素、不超过 {most_mb} MB。请以其他尺寸导出"


def read_logo(path: Path) -> Logo:
    """The logo in `path`, decoded once to be sure of it; its size is judged before that. Raises NoPicture, LogoSize."""
    if path.stat().st_size > MOST_MB * 1_000_000:
        raise _wrong_size(path, f"{path.stat().st_size / 1e6:.0f} MB")
    data = path.read_bytes()
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image,
        ):
            width, height = image.size
            if max(width, height) > MOST_SIDE or height < LEAST_HEIGHT:
                raise _wrong_size(path, f"{width}x{height}")
            _scaled(image, (1, 1))
    except Image.DecompressionBombError as error:
        raise _wrong_size(path, str(error)) from None
    except UnidentifiedImageError:
        raise NoPicture(file=str(path), why="neither of them") from None
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 Pillow's readers raise whatever a broken file leads them to
        raise NoPicture(file=str(path), why=str(error) or type(error).__name__) from None
    return Logo(hashlib.sha256(data).hexdigest(), width, height)


def _wrong_size(path: Path, size: str) -> LogoSize:
    return LogoSize(file=str(path), size=size, least=LEAST_HEIGHT, most=MOST_SIDE, most_mb=MOST_MB)


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
    """RGBA; scaled with premultiplied alpha, or clear pixels would darken the rim, and by Hamming's window, which
    overshoots nowhere: premultiplied colour must not exceed its alpha.
    """
    clear = image.convert("RGBA").convert("RGBa")
    return clear.resize(size, Image.Resampling.HAMMING).convert("RGBA")
