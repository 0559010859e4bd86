"""Animations for chats: as long as the scene, within their budget, refused by name if that can't be."""

import io
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from videopipe.stages.infographics import shrink
from videopipe.stages.infographics.shrink import LADDERS, TooLargeForChat, thinned

FPS = Fraction(25)
SIZE = (64, 36)


def moving(until: int) -> Callable[[int], Image.Image]:
    """A bar that grows until a frame and then rests."""

    def picture(frame: int) -> Image.Image:
        image = Image.new("RGB", SIZE, "#0B2A5C")
        image.paste("#FFC74A", (0, 0, min(frame, until) + 1, 36))
        return image

    return picture


@given(st.integers(1, 300), st.integers(1, 6), st.sampled_from([FPS, Fraction(30000, 1001), Fraction(24)]))
def test_an_animation_lasts_as_long_as_its_scene(frames: int, every: int, fps: Fraction) -> None:
    shown = thinned(lambda n: Image.new("RGB", (2, 2), (n % 256, n // 256, 0)), frames, fps, every)
    assert sum(each.ms for each in shown) == round(1000 * frames / fps / 10) * 10


def test_a_picture_that_rests_is_held_not_repeated() -> None:
    shown = thinned(moving(10), 100, FPS, 2)
    assert [each.ms for each in shown] == [80, 80, 80, 80, 80, 3600]


@pytest.mark.parametrize("form", ["gif", "webp"])
def test_an_animation_ends_on_the_last_picture(form: str) -> None:
    picture = moving(10)
    data = shrink.shrink(picture, 50, FPS, form, f"x.{form}", lambda: False)
    assert data == shrink.shrink(picture, 50, FPS, form, f"x.{form}", lambda: False)
    with Image.open(io.BytesIO(data)) as made:
        assert made.size == SIZE
        made.seek(getattr(made, "n_frames", 1) - 1)
        last = made.convert("RGB")
    for x, colour in ((5, (255, 199, 74)), (60, (11, 42, 92))):
        assert all(abs(a - b) < 12 for a, b in zip(last.getpixel((x, 18)), colour, strict=True))


def test_the_best_that_fits_is_taken_and_nothing_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[int, int]] = []

    def write(shown: tuple[shrink.Shown, ...], quality: int) -> bytes:
        tried.append((len(shown), quality))
        return b"x" * (quality * 10)

    monkeypatch.setitem(shrink._WRITERS, "gif", write)
    monkeypatch.setitem(shrink.BUDGETS, "gif", 700)
    data = shrink.shrink(moving(100), 100, FPS, "gif", "a.gif", lambda: False)
    assert len(data) == 640
    assert [quality for _, quality in tried] == [256, 128, 128, 64]

    monkeypatch.setitem(shrink.BUDGETS, "gif", 300)
    with pytest.raises(TooLargeForChat) as caught:
        shrink.shrink(moving(100), 100, FPS, "gif", "a.gif", lambda: False)
    assert caught.value.data["size"] == 320


@pytest.mark.parametrize("form", ["gif", "webp"])
def test_every_try_is_smaller_than_the_one_before(form: str) -> None:
    costs = [(setting.every, -setting.quality) for setting in LADDERS[form]]
    assert costs == sorted(costs)
