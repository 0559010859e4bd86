"""Facts as JSON and back."""

import json
import math
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.model.bundle import Bundle, FileFacts, ImageInfo, Measured
from videopipe.model.media import AudioStream, Loudness, MediaInfo, VideoStream
from videopipe.stages.package.record import (
    BadRecord,
    parse_bundle,
    parse_measured,
    render_bundle,
    render_measured,
)

texts = st.text(st.characters(codec="utf-8"), max_size=8)
whole = st.integers(0, 10**12)
levels = st.one_of(st.just(-math.inf), st.integers(-700, 60).map(lambda tenths: tenths / 10))
media = st.builds(
    MediaInfo,
    video=st.one_of(st.none(), st.builds(VideoStream)),
    audio=st.lists(st.builds(AudioStream), max_size=2).map(tuple),
    other_streams=st.lists(texts, max_size=2).map(tuple),
)
st.register_type_strategy(Fraction, st.fractions(max_denominator=90_000))
loudness = st.builds(Loudness, *[levels] * 4)
measured = st.builds(
    Measured,
    sha256=texts,
    size_bytes=whole,
    media=st.one_of(st.none(), media),
    loudness=st.one_of(st.none(), loudness),
    image=st.one_of(st.none(), st.builds(ImageInfo)),
)
bundles = st.builds(Bundle, files=st.lists(st.builds(FileFacts, measured=measured), max_size=3).map(tuple))


@given(measured)
def test_what_was_measured_comes_back_exactly(one: Measured) -> None:
    assert parse_measured(render_measured(one), "measured.json") == one


@given(bundles)
def test_a_bundle_comes_back_exactly(one: Bundle) -> None:
    assert parse_bundle(render_bundle(one), "bundle.json") == one


def test_times_stand_there_exactly_and_readably_and_silence_has_no_level() -> None:
    one = Measured("ab", 3, loudness=Loudness(-math.inf, -math.inf, -math.inf, 0.0), sound=Fraction(1, 3))
    raw = json.loads(render_measured(one))
    assert (raw["sound"], raw["sound_s"]) == ("1/3", 0.333333)
    assert raw["loudness"]["integrated_lufs"] is None


@given(bundles, st.data())
def test_a_garbled_record_is_refused_by_name_or_read_and_nothing_else(
    one: Bundle, data: st.DataObject
) -> None:
    raw = bytearray(render_bundle(one).encode())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=4))
    with suppress(BadRecord):
        parse_bundle(bytes(raw), "bundle.json")


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "[" * 100_000, '{"format": "another 7"}', "\udcff"])
def test_something_else_is_not_a_record(text: str) -> None:
    with pytest.raises(BadRecord):
        parse_bundle(text.encode("utf-8", "surrogateescape"), "bundle.json")
