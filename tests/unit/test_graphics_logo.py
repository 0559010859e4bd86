"""Logos: read once and judged, never made larger, never squeezed."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from videopipe.model.graphics import Logo
from videopipe.stages.graphics.logo import LogoSize, NoPicture, logo_size, logo_sprites, read_logo


def picture(
    folder: Path, size: tuple[int, int] = (200, 100), mode: str = "RGBA", name: str = "logo.png"
) -> Path:
    path = folder / name
    Image.new(mode, size, "white" if mode != "RGBA" else (200, 0, 0, 128)).save(path)
    return path


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims to be so large and has nothing in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(("mode", "name"), [("RGBA", "a.png"), ("P", "b.png"), ("L", "c.png"), ("RGB", "d.jpg"), ("CMYK", "e.jpg")])  # fmt: skip
def test_png_and_jpeg_of_any_kind_are_read(tmp_path: Path, mode: str, name: str) -> None:
    logo = read_logo(picture(tmp_path, mode=mode, name=name))
    assert (logo.width, logo.height, len(logo.digest)) == (200, 100, 64)


@pytest.mark.parametrize("size", [(5000, 100), (100, 5000), (60_000, 60_000), (200, 20)])
def test_senseless_sizes_are_refused_by_their_header_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(png_of_size(*size))
    with pytest.raises(LogoSize) as caught:
        read_logo(path)
    assert "logo.png" in caught.value.say("zh")
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n", png_of_size(200, 100)])
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(data)
    with pytest.raises(NoPicture):
        read_logo(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 300), byte=st.integers(0, 255))
def test_a_spoilt_picture_is_read_or_refused_by_name(tmp_path: Path, at: int, byte: int) -> None:
    path = picture(tmp_path)
    data = bytearray(path.read_bytes())
    data[at % len(data)] = byte
    path.write_bytes(data)
    try:
        told = str(read_logo(path))
    except (NoPicture, LogoSize) as error:
        told = error.say("en")
    assert str(path) in told or "Logo(" in told


@given(st.integers(1, 4096), st.integers(56, 4096))
def test_a_logo_is_never_larger_than_it_came_or_than_its_place(width: int, height: int) -> None:
    across, down = logo_size(Logo("", width, height), 160, 36)
    assert 1 <= across <= min(width, 160)
    assert 1 <= down <= min(height, 36)
    assert logo_size(None, 160, 36) == (0, 0)


def test_it_keeps_its_shape_and_its_clear_pixels_darken_nothing(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    image = Image.new("RGBA", (400, 200), (0, 0, 0, 0))
    image.paste((255, 200, 0, 255), (100, 50, 300, 150))
    image.save(path)
    size = logo_size(read_logo(path), 160, 37)
    (plate,) = logo_sprites(path, size, 0, 0)
    assert size == (74, 37)
    pixels = np.asarray(plate.image)
    seen = pixels[pixels[..., 3] > 40]
    assert np.abs(seen[:, :3].astype(int) - (255, 200, 0)).max() <= 6
