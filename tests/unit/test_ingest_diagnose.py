"""What is found of a file, from its facts."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.pictures import INFO, VIDEO
from videopipe.model.findings import Severity
from videopipe.model.media import DecodeSample, FieldEvidence, MediaInfo, Timing, VideoStream
from videopipe.stages.ingest.diagnose import Rules, diagnose, judge_levels
from videopipe.stages.ingest.kinds import KINDS

WIDE, UPRIGHT = (1920, 1080), (1080, 1920)
RULES = Rules(fps=Fraction(25), canvases=(WIDE,), max_long_side=4096, max_short_side=2304, max_hours=2)
VARIABLE = Timing(
    constant=False,
    fps=Fraction(30),
    shortest=Fraction(1, 30),
    longest=Fraction(1, 15),
    common=Fraction(1, 30),
    irregular=48,
    intervals=134,
    repeated=0,
)


def ids(info: MediaInfo, rules: Rules = RULES) -> list[str]:
    return [finding.id for finding in diagnose(info, rules)]


def picture(**changes: object) -> list[str]:
    return ids(replace(INFO, video=replace(VIDEO, **changes)))  # type: ignore[arg-type]  # names as in VideoStream


def test_what_is_as_it_is_delivered_has_no_findings() -> None:
    assert ids(INFO) == []


def test_sound_alone_is_refused() -> None:
    (finding,) = diagnose(replace(INFO, video=None), RULES)

    assert (finding.id, finding.severity) == ("picture.none", Severity.FAIL)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"duration": Fraction(24, 25), "frames": 24}, ["picture.too-short"]),
        ({"duration": Fraction(1)}, []),
        ({"width": 5000}, ["picture.too-large", "picture.wide"]),
        ({"width": 2304, "height": 4096}, ["picture.narrow"]),
        ({"width": 2306, "height": 4096}, ["picture.too-large", "picture.narrow"]),
        ({"width": 480, "height": 270}, ["picture.small"]),
        ({"width": 1919}, ["picture.odd-size"]),
        ({"sample": DecodeSample(72, 3)}, ["picture.damaged"]),
        ({"rotation_deg": 180}, ["picture.rotated"]),
        ({"rotation_deg": 90}, ["picture.rotated", "picture.narrow"]),
        ({"rotation_deg": 128}, ["picture.tilted"]),
        ({"mirrored": True}, ["picture.mirrored"]),
        ({"timing": VARIABLE}, ["picture.variable-rate"]),
        ({"timing": replace(VIDEO.timing, fps=Fraction(50))}, ["picture.other-rate"]),
        ({"timing": replace(VIDEO.timing, repeated=1)}, ["picture.repeated-times"]),
        ({"average_fps": Fraction(2)}, ["picture.few"]),
        ({"first_picture": Fraction(1)}, ["picture.late-start"]),
        ({"hdr": "HLG", "primaries": "bt2020", "matrix": "bt2020nc"}, ["picture.hdr"]),
        ({"hdr": "Dolby Vision 8.4", "primaries": "bt2020"}, ["picture.hdr"]),
        ({"hdr": "Dolby Vision 5.0"}, ["picture.dolby-vision-only"]),
        ({"full_range": True}, ["picture.full-range"]),
        ({"matrix": "smpte170m"}, ["picture.other-colours"]),
        ({"matrix": "unknown", "primaries": "unknown"}, ["picture.untagged"]),
        ({"bit_depth": 10}, ["picture.deep-colour"]),
        ({"chroma": "4:2:2"}, ["picture.deep-colour"]),
        ({"sample_aspect": Fraction(4, 3), "width": 1440}, ["picture.not-square"]),
        ({"sample_aspect": Fraction(4, 3), "width": 720}, ["picture.not-square", "picture.narrow"]),
    ],
)  # fmt: skip
def test_each_difference_has_its_finding(changes: dict[str, object], found: list[str]) -> None:
    assert picture(**changes) == found


def test_a_few_damaged_pictures_are_noted_and_many_refuse_the_file() -> None:
    def severity(corrupt: int) -> Severity:
        info = replace(INFO, video=replace(VIDEO, sample=DecodeSample(72, corrupt)))
        return diagnose(info, RULES)[0].severity

    assert (severity(3), severity(4)) == (Severity.WARN, Severity.FAIL)


def fields(declared: str, treated: str, seen: FieldEvidence) -> list[str]:
    return picture(declared_field_order=declared, field_order=treated, fields=seen)


def test_fields_are_told_with_who_says_so() -> None:
    moving, whole = FieldEvidence(72, 0, 0, 0, 150), FieldEvidence(0, 0, 72, 0, 0)

    assert fields("top-first", "top-first", moving) == ["picture.interlaced"]
    assert fields("unknown", "top-first", moving) == ["picture.interlaced"]
    assert fields("progressive", "top-first", moving) == ["picture.combed", "picture.interlaced"]
    assert fields("bottom-first", "top-first", moving) == ["picture.field-order", "picture.interlaced"]
    assert fields("top-first", "top-first", whole) == ["picture.whole-in-fields", "picture.interlaced"]


def test_a_wide_picture_is_told_where_upright_ones_are_delivered() -> None:
    assert ids(INFO, replace(RULES, canvases=(WIDE, UPRIGHT))) == ["picture.wide"]


@pytest.mark.parametrize(
    ("promised", "there", "found"),
    [
        ("100", "100", []),
        ("100", "99", []),
        ("100", "97", ["file.wrong-duration"]),
        ("100", "96.9", ["file.cut-off"]),
        ("10", "9", []),
        ("10", "8.9", ["file.cut-off"]),
        ("98", "100", ["file.wrong-duration"]),
        (None, "50", ["file.no-duration"]),
    ],
)  # fmt: skip
def test_the_length_that_the_header_promises_is_held_against_what_is_there(
    promised: str | None, there: str, found: list[str]
) -> None:
    declared = None if promised is None else Fraction(promised)

    assert ids(replace(INFO, declared_duration=declared, duration=Fraction(there))) == found


def test_files_are_refused_for_their_length_and_for_tracks_without_a_description() -> None:
    long = replace(INFO, duration=Fraction(7201), declared_duration=Fraction(7201))

    assert ids(long) == ["file.too-long"]
    assert ids(replace(INFO, undescribed=("audio",))) == ["file.undescribed"]


@pytest.mark.parametrize(("permille", "shares"), [(0, []), (2, []), (3, ["0.3 %"]), (234, ["23.4 %"])])
def test_levels_are_told_from_three_thousandths_of_the_picture_on(permille: int, shares: list[str]) -> None:
    found = list(judge_levels(permille))

    assert [finding.id for finding in found] == ["picture.levels"] * len(shares)
    assert [finding.value for finding in found] == shares


def test_refusals_come_first() -> None:
    video = replace(VIDEO, full_range=True, duration=Fraction(1, 2))

    assert ids(replace(INFO, video=video)) == ["picture.too-short", "picture.full-range"]


VIDEOS = st.builds(
    lambda fps, rotation, order, hdr, corrupt, aspect: replace(
        VIDEO,
        average_fps=fps,
        rotation_deg=rotation,
        field_order=order,
        declared_field_order=order,
        hdr=hdr,
        sample=DecodeSample(72, corrupt),
        sample_aspect=aspect,
    ),
    st.fractions(0, 240),
    st.integers(0, 359),
    st.sampled_from(["progressive", "top-first", "bottom-first"]),
    st.sampled_from(["", "PQ", "HLG", "Dolby Vision 8.4", "Dolby Vision 5.0", "Dolby Vision"]),
    st.integers(0, 72),
    st.fractions(Fraction(1, 3), 3),
)


@given(VIDEOS)
def test_every_finding_says_what_and_what_to_do_in_both_languages(video: VideoStream) -> None:
    for finding in diagnose(replace(INFO, video=video), RULES):
        for words in (finding.what, finding.remedy):
            assert words.en
            assert any("\u4e00" <= char <= "\u9fff" for char in words.zh)
            assert "{" not in words.en + words.zh
        assert finding.id in KINDS
