"""Profiles: what extends what, and what is said of a wrong one."""

from fractions import Fraction
from pathlib import Path

import pytest

from videopipe.config.document import MissingKey, UnknownKey
from videopipe.config.layered import CircularExtends
from videopipe.config.profile import (
    NoSuchProfile,
    Profile,
    ProfilesClash,
    combine_profiles,
    list_profiles,
    load_profile,
)
from videopipe.config.theme import load_theme
from videopipe.model.errors import BadValue, InputError

BASE = """\
version: 1
title: 底本
fps: 25
layouts:
  wide: {width: 1920, height: 1080}
renditions:
  large: {layout: wide, width: 1920, height: 1080, text: burned}
clips: {rendition: large}
trim: {head_pad_ms: 200}
"""


def profile(folder: Path, text: str, name: str = "mine.yaml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize("name", list_profiles())
def test_every_shipped_profile_loads_with_its_theme(name: str) -> None:
    assert load_theme(load_profile(name).theme).name


def test_a_profile_written_out_loads_as_the_same_profile() -> None:
    portal = load_profile("portal")

    assert Profile.model_validate(portal.model_dump(mode="json")) == portal


def test_a_child_overrides_single_keys_and_inherits_the_rest(tmp_path: Path) -> None:
    profile(tmp_path, BASE, "base.yaml")
    child = load_profile(
        profile(tmp_path, "version: 1\nextends: base.yaml\ntitle: 子\ntrim: {tail_pad_ms: 100}\n")
    )

    assert (child.title, child.fps, list(child.renditions)) == ("子", Fraction(25), ["large"])
    assert (child.trim.head_pad_ms, child.trim.tail_pad_ms) == (200, 100)


def test_a_child_adds_a_rendition_and_changes_one_key_of_another(tmp_path: Path) -> None:
    profile(tmp_path, BASE, "base.yaml")
    text = "version: 1\nextends: base.yaml\nrenditions:\n  large: {crf: 18}\n  small: {layout: wide, width: 640, height: 360, text: clean}\n"
    child = load_profile(profile(tmp_path, text))

    assert (child.renditions["large"].crf, child.renditions["large"].width) == (18, 1920)
    assert child.renditions["small"].width == 640


def test_a_child_may_take_a_part_away(tmp_path: Path) -> None:
    profile(tmp_path, BASE, "base.yaml")

    assert load_profile(profile(tmp_path, "version: 1\nextends: base.yaml\nclips:\n")).clips is None


def test_a_child_may_extend_a_shipped_profile_by_name(tmp_path: Path) -> None:
    child = load_profile(profile(tmp_path, "version: 1\nextends: portal\nfps: 30000/1001\n"))

    assert child.fps == Fraction(30000, 1001)
    assert child.renditions == load_profile("portal").renditions


def test_a_base_is_looked_for_beside_the_child(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    profile(tmp_path / "house", BASE, "base.yaml")
    profile(tmp_path / "house", "version: 1\nextends: base.yaml\ntitle: 中\n", "middle.yaml")

    assert load_profile(profile(tmp_path, "version: 1\nextends: house/middle.yaml\n")).title == "中"


@pytest.mark.parametrize("way", ["b.yaml", "./b.yaml", "../ring/b.yaml"])
def test_a_ring_is_named(tmp_path: Path, way: str) -> None:
    (tmp_path / "ring").mkdir()
    profile(tmp_path / "ring", f"version: 1\nextends: {way}\n", "a.yaml")
    profile(tmp_path / "ring", "version: 1\nextends: ../ring/a.yaml\n", "b.yaml")

    with pytest.raises(CircularExtends, match=r"a\.yaml → b\.yaml → a\.yaml"):
        load_profile(str(tmp_path / "ring" / "a.yaml"))


def test_a_profile_that_extends_itself_is_a_ring(tmp_path: Path) -> None:
    with pytest.raises(CircularExtends):
        load_profile(profile(tmp_path, "version: 1\nextends: mine.yaml\n"))


def test_an_unknown_profile_is_answered_with_the_known_ones() -> None:
    with pytest.raises(NoSuchProfile, match="portal"):
        load_profile("portel")


def test_an_unknown_base_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSuchProfile, match="portel"):
        load_profile(profile(tmp_path, "version: 1\nextends: portel\n"))


def test_an_unknown_key_in_a_child_is_told_with_the_childs_line(tmp_path: Path) -> None:
    profile(tmp_path, BASE, "base.yaml")
    child = profile(tmp_path, "version: 1\nextends: base.yaml\ntrim:\n  head_pad_s: 1\n")

    with pytest.raises(UnknownKey) as caught:
        load_profile(child)
    assert caught.value.data["file"] == child
    assert (caught.value.data["line"], caught.value.data["key"]) == (4, "trim.head_pad_s")
    assert "`head_pad_ms`" in caught.value.say("en")


def test_a_fault_in_the_base_is_told_with_the_bases_file_and_line(tmp_path: Path) -> None:
    base = profile(tmp_path, BASE + "audoi: {kbps: 96}\n", "base.yaml")

    with pytest.raises(UnknownKey) as caught:
        load_profile(profile(tmp_path, "version: 1\nextends: base.yaml\n"))
    assert (caught.value.data["file"], caught.value.data["line"]) == (base, 10)


def test_an_empty_base_is_an_input_error(tmp_path: Path) -> None:
    profile(tmp_path, "", "base.yaml")

    with pytest.raises(InputError, match=r"base\.yaml"):
        load_profile(profile(tmp_path, "version: 1\nextends: base.yaml\n"))


def test_a_file_that_is_no_text_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadValue, match=r"mine\.yaml"):
        load_profile(str(path))


FAULTS = {
    "a misspelt key of a rendition": ("text: burned", "txet: burned", 7, "renditions.large.txet", "`text`"),
    "a rendition without a layout": ("layout: wide, ", "", 7, "renditions.large.layout", "missing"),
    "an unknown kind of text": ("text: burned", "text: brunt", 7, "renditions.large.text", "'burned' or 'clean'"),
    "an odd width": ("wide: {width: 1920", "wide: {width: 1921", 5, "layouts.wide.width", "multiple of 2"),
    "a rate that is no number": ("fps: 25", "fps: fast", 3, "fps", "30000/1001"),
    "a rate by nothing": ("fps: 25", "fps: 25/0", 3, "fps", "30000/1001"),
    "a rate of nothing": ("fps: 25", "fps: 0", 3, "fps", "greater than 0"),
    "a rate below nothing": ("fps: 25", "fps: -25", 3, "fps", "greater than 0"),
    "a length below nothing": ("trim:", "graphics: {title_s: -1}\ntrim:", 9, "graphics.title_s", "greater than or equal to 0"),
    "a rate too low for a stream": ("trim:", "audio: {kbps: 8}\ntrim:", 9, "audio.kbps", "greater than or equal to 48"),
    "a version that is to come": ("version: 1", "version: 2", 1, "version", "Input should be 1"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_line_key_and_what_would_do(fault: str, tmp_path: Path) -> None:
    right, wrong, line, key, said = FAULTS[fault]
    assert right in BASE

    with pytest.raises(InputError) as caught:
        load_profile(profile(tmp_path, BASE.replace(right, wrong)))
    assert (caught.value.data["line"], caught.value.data["key"]) == (line, key)
    assert said in caught.value.say("en")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "said_en", "said_zh"),
    [
        ("height: 1080, text", "height: 1082, text", 7, "renditions.large.height", "another shape than wide, 1920x1080", "宽高比不同"),
        ("{layout: wide,", "{layout: tall,", 7, "renditions.large.layout", "no layout is called tall", "没有名为 tall 的版式"),
        ("rendition: large", "rendition: huge", 8, "clips.rendition", "no rendition is called huge", "没有名为 huge 的成片"),
    ],
)  # fmt: skip
def test_parts_that_do_not_fit_together_are_told_in_both_languages(
    right: str, wrong: str, line: int, key: str, said_en: str, said_zh: str, tmp_path: Path
) -> None:
    with pytest.raises(BadValue) as caught:
        load_profile(profile(tmp_path, BASE.replace(right, wrong)))
    assert (caught.value.data["line"], caught.value.data["key"]) == (line, key)
    assert said_en in caught.value.say("en")
    assert said_zh in caught.value.say("zh")


def test_without_layouts_the_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingKey, match="`layouts`"):
        load_profile(
            profile(
                tmp_path, "version: 1\nrenditions: {a: {layout: b, width: 640, height: 360, text: clean}}\n"
            )
        )


def test_a_profile_that_delivers_nothing_is_refused(tmp_path: Path) -> None:
    text = "version: 1\nlayouts: {wide: {width: 640, height: 360}}\nrenditions: {}\n"

    with pytest.raises(BadValue, match="line 3: `renditions`"):
        load_profile(profile(tmp_path, text))


@pytest.mark.parametrize(
    ("written", "meant"), [("29.97", Fraction(30000, 1001)), ("23.976", Fraction(24000, 1001))]
)
def test_a_broadcast_rate_is_the_exact_one(written: str, meant: Fraction, tmp_path: Path) -> None:
    assert load_profile(profile(tmp_path, f"version: 1\nextends: portal\nfps: {written}\n")).fps == meant


def test_a_fault_that_nobody_knows_can_not_be_allowed(tmp_path: Path) -> None:
    text = f"{BASE}qc:\n  allow: [picture.black, picture.frozn]\n"
    with pytest.raises(BadValue) as caught:
        load_profile(profile(tmp_path, text))
    assert "line 11" in str(caught.value)
    assert "did you mean `picture.frozen`?" in str(caught.value)
    assert "是否想写“picture.frozen”" in caught.value.say("zh")


def test_a_theme_counts_from_the_profile_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "looks").mkdir()
    profile(tmp_path / "looks", "extends: red\nname: 本市\n")
    profile(tmp_path, BASE + "theme: looks/mine.yaml\n", "base.yaml")
    (tmp_path / "below").mkdir()
    child = load_profile(profile(tmp_path / "below", "version: 1\nextends: ../base.yaml\n"))

    assert load_theme(child.theme).name == "本市"


@pytest.mark.parametrize("theme", ["gov-bleu", "missing.yaml"])
def test_a_theme_that_is_not_there_is_told_with_its_line(tmp_path: Path, theme: str) -> None:
    with pytest.raises(BadValue) as caught:
        load_profile(profile(tmp_path, f"version: 1\nextends: portal\ntheme: {theme}\n"))
    assert (caught.value.data["line"], caught.value.data["key"]) == (3, "theme")
    assert "gov-blue" in caught.value.say("zh")


def test_of_several_profiles_the_first_that_has_clips_or_infographics_decides_on_them() -> None:
    portal, upright, drawn = (load_profile(name) for name in ("portal", "vertical", "portal-infographics"))
    bare = upright.model_copy(update={"clips": None})
    both = combine_profiles(
        {"bare": bare, "portal": portal, "portal-infographics": drawn, "vertical": upright}
    )
    assert both.clips == portal.clips
    assert both.infographics == drawn.infographics is not None
    assert set(both.renditions) == {*portal.renditions, *upright.renditions}


def test_profiles_that_differ_in_what_a_bundle_has_once_are_refused_by_both_names() -> None:
    portal = load_profile("portal")
    with pytest.raises(ProfilesClash) as refused:
        combine_profiles({"portal": portal, "fast": portal.model_copy(update={"fps": Fraction(50)})})
    assert refused.value.data == {"first": "portal", "second": "fast", "what": "fps"}
