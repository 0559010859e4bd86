"""A YAML file as a checked value: every complaint names file, line, key and remedy.

YAML 1.2 by ruamel.yaml, which keeps line numbers; the schema is a pydantic model.
"""

import difflib
import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    ValidationError,
    model_validator,
)

from videopipe.model.errors import BadValue, InputError
from videopipe.model.time import Seconds, parse_seconds


class Schema(BaseModel):
    """Base of all schemas: frozen, unknown keys are errors, a key without a value has its default."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_keys_have_defaults(cls, raw: Any) -> Any:
        # `questions:` with every line below it commented out is null in YAML.
        if not isinstance(raw, dict):
            return raw
        optional = {info.alias or name for name, info in cls.model_fields.items() if not info.is_required()}
        return {key: value for key, value in raw.items() if value is not None or key not in optional}


class BadYaml(InputError):
    """Not YAML."""

    en = "{file}, line {line}: this is not valid YAML: {why}. Check indentation, colons and quotes around that line"
    zh = "{file} 第 {line} 行：不是有效的 YAML：{why}。请检查该行附近的缩进、冒号和引号"


class UnknownKey(InputError):
    """A key that no schema knows."""

    en = "{file}, line {line}: unknown key `{key}`. {nearest_en}"
    zh = "{file} 第 {line} 行：未知的键“{key}”。{nearest_zh}"


class MissingKey(InputError):
    """A key that must be there."""

    en = "{file}, line {line}: `{key}` is missing. Add it; `videopipe init` writes a commented example"
    zh = "{file} 第 {line} 行：缺少“{key}”。请补上；可用 videopipe init 生成带注释的示例"


def read_seconds(value: object) -> object:
    """For pydantic: exact seconds, or ValueError("not a time")."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Seconds):
        raise ValueError("not a time")
    try:
        return parse_seconds(value)
    except ValueError:
        raise ValueError("not a time") from None


Time = Annotated[Seconds, BeforeValidator(read_seconds), PlainSerializer(str)]
"""A time or duration: "00:00:13.2", "13.2", 13.2 or "5s"."""

Model = TypeVar("Model", bound=Schema)


MOST_BYTES = 256_000
"""Of a text in UTF-8: an hour's interview with every key filled in has 30,000."""
_MOST_VALUES = 50_000
"""With aliases written out."""
_DEEPEST = 40
_DEEP = re.compile(rf"^(?: {{{5 * _DEEPEST}}}|(?: *[-?] +){{{_DEEPEST}}})", re.MULTILINE)
"""Nesting by indentation, or by dashes in one line; the schemas' own is 6 deep."""


def parse_yaml(text: str, file: str) -> Any:
    """The document with ruamel's line marks, its decimals `written` as in the file; raises BadYaml, also for a text made
    to exhaust whoever reads it.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if len(text) > MOST_BYTES or _bracket_depth(text) > _DEEPEST or _DEEP.search(text):
        raise _beyond(file)
    reader = YAML(typ="rt")
    reader.Constructor = _exact_constructor()
    try:
        raw = reader.load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise BadYaml(file=file, line=line, why=str(getattr(error, "problem", None) or error)) from None
    except RecursionError:
        raise _beyond(file) from None
    if _values(raw, {}) > _MOST_VALUES:
        raise _beyond(file)
    return raw


def read_yaml_text(path: Path) -> str:
    """The text of a YAML file; no more of it than may be parsed is read. Raises OSError, UnicodeDecodeError."""
    with path.open("rb") as file:
        raw = file.read(4 * MOST_BYTES + 1)
    # Of a file that is too large, whatever its end is cut to.
    return raw.decode("utf-8-sig", "replace" if len(raw) > 4 * MOST_BYTES else "strict")


def _beyond(file: str) -> BadYaml:
    return BadYaml(
        file=file, line=1, why="it is larger or more deeply nested than any episode / 内容过大或嵌套过深"
    )


def _bracket_depth(text: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r"[\[{}\]]", text):
        depth = depth + 1 if mark in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _values(node: Any, known: dict[int, float]) -> float:
    """How many values there are with aliases written out; infinitely many where a value holds itself."""
    if not isinstance(node, dict | list):
        return 1
    if id(node) not in known:
        known[id(node)] = math.inf
        inner = node.values() if isinstance(node, dict) else node
        known[id(node)] = 1 + sum(_values(each, known) for each in inner)
    return known[id(node)]


@cache
def _exact_constructor() -> Any:
    """ruamel's, whose floats remember their text: 6.10 has two places, which a float forgets."""
    from ruamel.yaml.constructor import RoundTripConstructor

    class Exact(RoundTripConstructor):
        def construct_yaml_float(self, node: Any) -> Any:
            value = super().construct_yaml_float(node)
            if hasattr(value, "__dict__"):  # infinity and not-a-number are plain
                value.written = node.value
            return value

    Exact.add_constructor("tag:yaml.org,2002:float", Exact.construct_yaml_float)
    return Exact


def validate(kind: type[Model], raw: Any, file: str) -> Model:
    """`raw` as a `kind`; raises UnknownKey, MissingKey or BadValue for the first fault in the file."""
    if not isinstance(raw, dict):
        raise BadYaml(file=file, line=1, why="a list of `key: value` lines was expected")
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        # A misspelt key is both unknown and missing: the first of these says more.
        first = min(faults, key=lambda fault: (fault["type"] == "missing", line_of(raw, fault["loc"])))
        raise _complaint(kind, raw, file, first) from None


def _complaint(kind: type[Schema], raw: Any, file: str, fault: Any) -> InputError:
    place = _place(raw, fault)
    key, line = ".".join(str(part) for part in place), line_of(raw, place)
    if fault["type"] == "extra_forbidden":
        return _unknown(file, line, key, _known_keys(kind, place))
    if fault["type"] == "missing":
        return MissingKey(file=file, line=line, key=key)
    what = words_of(fault)
    return bad_value(file, line, key, *what)


def _place(raw: Any, fault: Any) -> tuple[str | int, ...]:
    """The fault's place in the file, without pydantic's own words for what it tried there (`float`, `[key]`)."""
    here, place = raw, []
    for part in fault["loc"]:
        if isinstance(here, dict | list) and (part in here if isinstance(here, dict) else part != str(part)):
            here = here[part]
            place.append(part)
    return (*place, fault["loc"][-1]) if fault["type"] == "missing" else tuple(place)


def bad_value(file: str, line: int, key: str, en: str, zh: str, remedy_en: str, remedy_zh: str) -> BadValue:
    """A BadValue with both languages filled in."""
    return BadValue(
        file=file, line=line, key=key, what_en=en, what_zh=zh, remedy_en=remedy_en, remedy_zh=remedy_zh
    )


def check_ids(ids: Sequence[str], key: str, raw: Any, file: str) -> None:
    """Raises BadValue for the first id that stands twice in the list at `key`."""
    for index, one in enumerate(ids):
        if one in ids[:index]:
            raise bad_value(
                file, line_of(raw, (key, index, "id")), f"{key}.{index}.id",
                f"“{one}” is used twice", f"“{one}”重复", "Give each its own id", "请使用不同的 id",
            )  # fmt: skip


BILINGUAL = " ｜ "
"""Between the English and the Chinese half of a schema's own ValueError."""

_KINDS_ZH = {
    "literal_error": "只能是给定的几个值之一",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "string_too_long": "太长",
    "string_pattern_mismatch": "只能用字母、数字、点、下划线和连字符",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "float_parsing": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "tuple_type": "应为列表（每行以 - 开头）",
    "list_type": "应为列表（每行以 - 开头）",
    "dict_type": "应为“键: 值”",
    "model_type": "应为“键: 值”",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "multiple_of": "应为倍数",
}


def _plain(given: Any) -> str:
    if isinstance(given, dict):
        return ", ".join(f"{key}: {value}" for key, value in given.items())
    if isinstance(given, list | tuple):
        return "[" + ", ".join(str(value) for value in given) + "]"
    return str(given or "")


def words_of(fault: Any) -> tuple[str, str, str, str]:
    """What is wrong and what to do, in English and Chinese, of one of pydantic's errors."""
    shown = f"“{_plain(fault.get('input'))}”"
    if "not a time" in fault["msg"]:
        return (
            f"{shown} is not a time",
            f"{shown}不是时间",
            'Write it as "00:01:33.4", "93.4" or "5s"',
            '请写成 "00:01:33.4"、"93.4" 或 "5s"',
        )
    if fault["type"].startswith("datetime"):
        example = "2019-05-10T10:00+08:00"
        return f"{shown} is not a date", f"{shown}不是日期", f"Write it as {example}", f"请写成 {example}"
    why = str(fault.get("ctx", {}).get("error") or fault["msg"])
    en, _, zh = why.partition(BILINGUAL)
    limits = "、".join(str(value) for name, value in fault.get("ctx", {}).items() if name != "error")
    zh = zh or _KINDS_ZH.get(fault["type"], "格式不对") + (f"（{limits}）" if limits else "")
    return f"{shown} won't do: {en}", f"{shown}不符合要求：{zh}", "Correct the value", "请更正该值"


def _unknown(file: str, line: int, key: str, known: Sequence[str]) -> UnknownKey:
    last = key.rsplit(".", 1)[-1]
    near = difflib.get_close_matches(last, known, 1, 0.5)
    en, zh = "Remove it, or correct its spelling", "请删去，或更正拼写"
    if known:
        en, zh = f"Known here: {', '.join(known)}", f"此处可用：{'、'.join(known)}"
    if near:
        en, zh = f"Did you mean `{near[0]}`?", f"是否想写“{near[0]}”？"
    return UnknownKey(file=file, line=line, key=key, nearest_en=en, nearest_zh=zh)


def _known_keys(kind: type[BaseModel], place: Sequence[object]) -> list[str]:
    """Names that the schema knows at `place`, by walking its fields."""
    here: Any = kind
    for part in place[:-1]:
        here = _step(here, part)
    model = _model_in(here)
    return [info.alias or name for name, info in model.model_fields.items()] if model is not None else []


def _step(here: Any, part: object) -> Any:
    """The type of what stands at `part` of a value of the type `here`; None if no schema tells."""
    if not _is_model(here):  # a row of tuple[X, ...], or a free key of dict[str, X]
        return _model_in(here)
    fields = here.model_fields.items()
    return next((info.annotation for name, info in fields if part in (name, info.alias)), None)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _model_in(annotation: Any) -> Any:
    """The schema inside list[X], dict[str, X], X | None; None if there is none."""
    if _is_model(annotation):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None


def line_of(raw: Any, place: Sequence[object]) -> int:
    """1-based line of the key at `place`, or of its nearest parent that is in the file."""
    line = 1
    here = raw
    for part in place:
        marks: Any = getattr(here, "lc", None)
        try:
            mark = marks.key(part) if isinstance(here, dict) else marks.item(part)
            here = here[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
        line = mark[0] + 1
    return line
