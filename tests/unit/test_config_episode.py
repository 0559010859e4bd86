"""episode.yaml: what is read from it, and what is said of a wrong one."""

import time
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videopipe.app.scaffold import episode_text
from videopipe.config.cities import CITIES, City, find_city
from videopipe.config.document import BadYaml, UnknownKey, parse_yaml
from videopipe.config.episode import (
    CueRef,
    Episode,
    LoadedEpisode,
    NoFootage,
    load_episode,
    parse_episode,
)
from videopipe.model.errors import InputError, MissingFile
from videopipe.model.numbers import Written

EPISODE = """\
version: 1
id: gz-1
series: mayors
city: "440100"
title: 老城市新活力
date: 2019-05-10T10:00+08:00
people:
  host: {name: 主持人}
  mayor: {name: 市长, role: 嘉宾}
footage:
  - {file: raw/A001.mp4, in: "00:00:04", out: "00:01:33.4"}
  - {file: raw/B.mp4, role: broll}
subtitles: {zh-Hans: subs/zh.srt}
questions:
  - {id: q-1, text: 怎样？, at: "00:00:13.2", until: "00:00:38.1"}
  - {id: q-2, text: 何时？, at: {cue: 5}, until: {cue: 5..12}}
lower_thirds:
  - {who: mayor, at: 19.6, for: 5s}
highlights: [{id: h-1, label: 总值, value: 22859.35}]
related: {policies: [{title: 规划纲要}]}
"""
TODAY = date(2019, 5, 10)


def parse(text: str) -> LoadedEpisode:
    return parse_episode(text, "gz/episode.yaml", Path("gz"))


def read(text: str) -> Episode:
    return parse(text).episode


def test_figures_keep_the_places_that_are_written() -> None:
    rows = "value: 22859.350, items: [{label: 2018, value: 6.10}, {label: b, value: 1.44万}], each: 7"
    figure = read(EPISODE.replace("value: 22859.35", rows)).highlights[0]
    assert figure.value == Written(Decimal("22859.350"))
    assert str(figure.value.value) == "22859.350"
    assert [(row.label, row.value) for row in figure.items] == [
        ("2018", Written(Decimal("6.10"))),
        ("b", Written(Decimal("1.44"), "万")),
    ]
    assert figure.each == Written(Decimal(7))


def test_times_are_exact_and_cues_are_numbers() -> None:
    episode = read(EPISODE)

    assert (episode.footage[0].in_, episode.footage[0].out) == (Fraction(4), Fraction(934, 10))
    assert (episode.lower_thirds[0].at, episode.lower_thirds[0].for_) == (Fraction(196, 10), Fraction(5))
    at, until = episode.questions[1].at, episode.questions[1].until
    assert isinstance(at, CueRef)
    assert isinstance(until, CueRef)
    assert (at.first, at.last, until.first, until.last) == (5, 5, 5, 12)


def test_a_key_knows_its_line() -> None:
    loaded = parse(EPISODE)

    assert loaded.line("questions", 1, "until") == 16
    assert loaded.line("questions", 0, "asker") == 15
    assert loaded.line("expert") == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2019-05-10T07:00:00+08:00", "2019-05-10T07:00:00+08:00"), ("2019-05-10", "2019-05-10T00:00:00")],
)
def test_a_date_stays_the_day_that_was_written(written: str, meant: str) -> None:
    assert read(EPISODE.replace("2019-05-10T10:00+08:00", written)).date.isoformat() == meant


def test_keys_without_a_value_have_their_default() -> None:
    episode = read(
        EPISODE.split("subtitles", maxsplit=1)[0]
        + "subtitles:\nquestions:\n  # none yet\nexpert:\nprogramme:\n"
    )

    assert (episode.questions, episode.subtitles, episode.expert) == ((), {}, None)
    assert episode.programme == "在线访谈"


# right text → wrong text, line, key, what the English sentence says besides, what the Chinese one says
BROKEN = {
    "a version that is to come": ("version: 1", "version: 2", 1, "version", "Input should be 1", "只能是给定"),
    "an id that is a path": ("id: gz-1", "id: ../gz", 2, "id", "should match", "只能用字母"),
    "an id that is a number": ("id: gz-1", "id: 2019", 2, "id", "valid string", "应为文字"),
    "an unknown city": ("440100", "Paris", 4, "city", "unknown city; use one of 广州", "未知城市；可用：广州"),
    "a custom city without a name": ('"440100"', "{custom: {code: '1'}}", 4, "city.custom.name", "missing", "缺少"),
    "a custom city's misspelt key": ('"440100"', "{custom: {nmae: 汕头}}", 4, "city.custom.nmae", "correct its spelling", "更正拼写"),
    "an empty title": ("title: 老城市新活力", "title:", 5, "title", "valid string", "应为文字"),
    "a blank title": ("title: 老城市新活力", 'title: ""', 5, "title", "at least 1 character", "不能为空"),
    "a title that fills no screen": ("老城市新活力", "长" * 61, 5, "title", "at most 60 characters", "太长（60）"),
    "a date in words": ("2019-05-10T10:00+08:00", "10. Mai", 6, "date", "Write it as 2019-05-10T10:00+08:00", "请写成 2019-05-10"),
    "a person's misspelt key": ("{name: 主持人}", "{nmae: 主持人}", 8, "people.host.nmae", "`name`", "是否想写“name”"),
    "a misspelt key of a person with a capital": ("host: {name", "Host: {nmae", 8, "people.Host.nmae", "`name`", "“name”"),
    "a person without a name": ("{name: 主持人}", "{role: 主持人}", 8, "people.host.name", "is missing", "缺少"),
    "a person that is only a name": ("{name: 主持人}", "主持人", 8, "people.host", "valid dictionary", "应为“键: 值”"),
    "footage above the folder": ("raw/A001.mp4", "../A001.mp4", 11, "footage.0.file", 'without ".."', '不要用 ".."'),
    "footage from the root": ("raw/A001.mp4", "/A001.mp4", 11, "footage.0.file", "from the episode folder", "相对于节目文件夹"),
    "footage with backslashes": ("raw/A001.mp4", r"raw\A001.mp4", 11, "footage.0.file", "with /", "用 /"),
    "footage without a name": ("file: raw/A001.mp4", "file: ~", 11, "footage.0.file", "from the episode folder", "相对于节目文件夹"),
    "footage that isn't named": ("file: raw/A001.mp4, ", "", 11, "footage.0.file", "is missing", "缺少"),
    "an in point that is no time": ('"00:00:04"', "start", 11, "footage.0.in", "“start” is not a time. Write it as", "“start”不是时间。请写成"),
    "minutes beyond 59": ("00:01:33.4", "00:99:33.4", 11, "footage.0.out", "is not a time", "不是时间"),
    "in and out exchanged": ("00:00:04", "00:02:00", 11, "footage.0.out", "not after the in point", "出点不在入点之后"),
    "an unknown role": ("role: broll", "role: roll", 12, "footage.1.role", "'interview', 'expert' or 'broll'", "只能是给定"),
    "a misspelt key of footage": ("role: broll", "rôle: broll", 12, "footage.1.rôle", "`role`", "“role”"),
    "subtitles in an unknown language": ("zh-Hans:", "ja:", 13, "subtitles.ja", "'zh-Hans'", "只能是给定"),
    "a question without words": ("text: 怎样？, ", "", 15, "questions.0.text", "is missing", "缺少"),
    "a question that fills no card": ("怎样", "长" * 80, 15, "questions.0.text", "at most 80 characters", "太长（80）"),
    "an answer before its question": ("00:00:38.1", "00:00:13.1", 15, "questions.0.until", "ends before", "早于"),
    "an answer that ends with its start": ("00:00:38.1", "00:00:13.2", 15, "questions.0.until", "ends before", "早于"),
    "an answer's cue before its question's": ("{cue: 5..12}", "{cue: 4}", 16, "questions.1.until", "ends before", "早于"),
    "a misspelt cue": ("at: {cue: 5}", "at: {ceu: 5}", 16, "questions.1.at.ceu", "`cue`", "“cue”"),
    "a cue range without an end": ("5..12", "5..", 16, "questions.1.until", "write {cue: 5} or {cue: 5..12}", "请写成 {cue: 5}"),
    "a cue range that runs back": ("5..12", "12..5", 16, "questions.1.until", "write {cue: 5}", "请写成"),
    "cue nought": ("at: {cue: 5}", "at: {cue: 0}", 16, "questions.1.at", "write {cue: 5}", "请写成"),
    "a place that is a list": ("at: {cue: 5}", "at: [5]", 16, "questions.1.at", "“[5]” is not a time", "不是时间"),
    "a question's id used twice": ("id: q-2", "id: q-1", 16, "questions.1.id", "“q-1” is used twice", "“q-1”重复"),
    "a strap for nobody": ("who: mayor", "who: major", 18, "lower_thirds.0.who", "Known: host, mayor", "可用：host、mayor"),
    "a strap that stays for no time": ("for: 5s", "for: long", 18, "lower_thirds.0.for", "is not a time", "不是时间"),
    "a figure that is none": ("22859.35", "much", 19, "highlights.0.value", "not a number", "不是数字"),
    "a cut-in of nothing": ("related:", "cut_ins: [{scene: h-2, at: 5}]\nrelated:", 20, "cut_ins.0.scene", "Known: h-1", "可用：h-1"),
    "a scene named like the reel": ("id: h-1", "id: Reel", 19, "highlights.0.id", "use another id", "换一个"),
    "a chart that nobody draws": ("value: 22859.35", "chart: pie", 19, "highlights.0.chart", "'counter'", "只能是给定"),
    "a misspelt key of a link": ("{title: 规划纲要}", "{titel: 规划纲要}", 20, "related.policies.0.titel", "`title`", "“title”"),
    "a misspelt list": ("policies:", "policy:", 20, "related.policy", "`policies`", "“policies”"),
    "a list that is none": ("[{title: 规划纲要}]", "规划纲要", 20, "related.policies", "valid tuple", "应为列表"),
    "a key that nobody knows": ("version: 1", "version: 1\nzzz: 1", 2, "zzz", "Known here: version, id, series", "此处可用：version、id"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_episode_is_told_with_file_line_key_and_remedy(fault: str) -> None:
    right, wrong, line, key, said_en, said_zh = BROKEN[fault]
    assert EPISODE.count(right) == 1

    with pytest.raises(InputError) as caught:
        parse(EPISODE.replace(right, wrong))
    error = caught.value
    assert (error.data["file"], error.data["line"], error.data["key"]) == ("gz/episode.yaml", line, key)
    assert error.say("en").startswith(f"gz/episode.yaml, line {line}: ")
    assert error.say("zh").startswith(f"gz/episode.yaml 第 {line} 行：")
    assert said_en in error.say("en")
    assert said_zh in error.say("zh")
    assert "｜" not in error.say("en") + error.say("zh")


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("version: 1\n", "version: 1\nversion: 1\n", 2),
        ("title: 老", "\ttitle: 老", 5),
        ("people:\n", "people\n", 8),
        ("{name: 主持人}", "{name: 主持人", 9),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(right: str, wrong: str, line: int) -> None:
    with pytest.raises(BadYaml) as caught:
        parse(EPISODE.replace(right, wrong))
    assert caught.value.data["line"] == line


@pytest.mark.parametrize("text", ["", "- 1\n", "just words\n", "# nothing\n"])
def test_a_text_without_keys_is_told_so(text: str) -> None:
    with pytest.raises(BadYaml, match="key: value"):
        parse(text)


@pytest.mark.parametrize("footage", ["footage: []\n", "footage: [{file: raw/B.mp4, role: broll}]\n"])
def test_an_episode_without_an_interview_is_refused(footage: str) -> None:
    text = EPISODE[: EPISODE.index("footage:")] + footage

    with pytest.raises(NoFootage) as caught:
        parse(text)
    assert caught.value.data["line"] == 10


@pytest.mark.parametrize("city", CITIES, ids=lambda city: city.pinyin)
def test_what_init_writes_is_valid(city: City) -> None:
    episode = read(episode_text(city, TODAY))

    assert episode.city == city
    assert episode.id.endswith("2019-05-10")


SCAFFOLD = episode_text(CITIES[0], TODAY)
KEYS = tuple(parse_yaml(SCAFFOLD, "episode.yaml"))


@given(st.data())
def test_any_misspelt_key_is_told_on_its_own_line_with_the_right_one(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(KEYS))
    at = data.draw(st.integers(0, len(key) - 1))
    wrong = data.draw(
        st.sampled_from(
            [key[:at] + key[at + 1 :], key[:at] + key[at] + key[at:], key[:at] + "q" + key[at + 1 :]]
        )
    )
    if wrong in KEYS or not wrong:
        return
    lines = SCAFFOLD.splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith(f"{key}:"))
    lines[line - 1] = wrong + lines[line - 1].removeprefix(key)

    with pytest.raises(UnknownKey) as caught:
        parse("\n".join(lines))
    assert (caught.value.data["line"], caught.value.data["key"]) == (line, wrong)
    if len(key) > 2:
        assert f"`{key}`" in caught.value.say("en")


@pytest.mark.parametrize("name", ["440100", "广州", "广州市", "guangzhou", " Guangzhou "])
def test_a_city_is_found_by_code_name_and_pinyin(name: str) -> None:
    assert find_city(name) == CITIES[0]


def test_nine_cities_stand_in_the_plans_order_and_differ_in_every_name() -> None:
    assert [city.zh for city in CITIES] == [
        "广州",
        "深圳",
        "珠海",
        "佛山",
        "惠州",
        "东莞",
        "中山",
        "江门",
        "肇庆",
    ]
    assert all(len({getattr(city, name) for city in CITIES}) == 9 for name in ("code", "zh", "pinyin"))


@pytest.mark.parametrize("name", ["", "广", "4401", "hongkong"])
def test_no_other_city_is_found(name: str) -> None:
    assert find_city(name) is None


def test_a_custom_city_needs_a_name_only() -> None:
    assert read(EPISODE.replace('"440100"', "{custom: {name: 汕头}}")).city.zh == "汕头"


def folder_of(tmp_path: Path, text: str, *names: str) -> Path:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "episode.yaml").write_text(text, "utf-8")
    return tmp_path


def test_a_folder_with_all_its_files_loads(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, EPISODE, "raw/A001.mp4", "raw/B.mp4", "subs/zh.srt")

    assert load_episode(folder).episode == load_episode(folder / "episode.yaml").episode == read(EPISODE)


@pytest.mark.parametrize(("missing", "line"), [("raw/A001.mp4", 11), ("raw/B.mp4", 12), ("subs/zh.srt", 13)])
def test_a_file_that_is_not_there_is_told_with_the_line_that_wants_it(
    missing: str, line: int, tmp_path: Path
) -> None:
    names = {"raw/A001.mp4", "raw/B.mp4", "subs/zh.srt"} - {missing}

    with pytest.raises(MissingFile, match=rf"{missing} is not there .*episode\.yaml:{line}\)"):
        load_episode(folder_of(tmp_path, EPISODE, *names))


def test_a_folder_without_an_episode_is_told_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="videopipe init"):
        load_episode(tmp_path)


def test_an_episode_that_is_not_utf8_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "episode.yaml").write_bytes("title: 广州".encode("gb18030"))

    with pytest.raises(InputError, match="Save it as UTF-8"):
        load_episode(tmp_path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, EPISODE, "raw/A001.mp4", "raw/B.mp4", "subs/zh.srt")
    (folder / "episode.yaml").write_text(EPISODE, "utf-8-sig")

    assert load_episode(folder).episode.id == "gz-1"


LAUGHS = "&a0 [x, x, x, x, x, x, x, x, x]"
HOSTILE = {
    "a value that is nine to the tenth": "title:\n"
    f"  - {LAUGHS}\n" + "".join(f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 11)),
    "a value that holds itself": "title: &a [*a]\n",
    "brackets in brackets": "people: " + "[" * 5000 + "\n",
    "lists in lists": "people:\n" + "- " * 5000 + "x\n",
    "keys in keys": "people:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 500)),
    "three megabytes": "# x\n" * 750_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_made_to_exhaust_whoever_reads_it_is_refused_at_once(name: str) -> None:
    text = EPISODE.replace("title: 老城市新活力\n", "") + HOSTILE[name]
    began = time.process_time()
    with pytest.raises(InputError):
        parse(text)
    assert time.process_time() - began < 2


def test_anchors_are_for_those_who_write_the_same_twice() -> None:
    text = EPISODE.replace("  host: {name: 主持人}", "  host: &h {name: 主持人}\n  other: *h")
    assert read(text).people["other"] == read(text).people["host"]


def test_a_file_larger_than_any_episode_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "episode.yaml").open("wb") as file:
        file.truncate(1 << 40)  # a hole: no memory holds what it pretends to be
    with pytest.raises(BadYaml):
        load_episode(tmp_path)
