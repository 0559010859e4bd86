"""`examined.json`: the facts of a film as JSON and back; fractions as "n/d"."""

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from videopipe.model.errors import Damaged
from videopipe.model.quality import FilmFacts

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class BadFacts(Damaged):
    """Facts in the store that can't be read."""

    en = "the stored examination can't be read ({why}). Remove it with `videopipe cache gc` and run again"
    zh = "已保存的质检数据无法读取（{why}）。请用 videopipe cache gc 清理后再次运行"


def render_facts(facts: FilmFacts) -> str:
    """The facts as JSON; silence has −Infinity for a level, which only this program reads."""
    return json.dumps(asdict(facts), default=str, ensure_ascii=False, sort_keys=True)


def parse_facts(text: str) -> FilmFacts:
    """The inverse of `render_facts`. Raises BadFacts."""
    try:
        return _adapter().validate_python(json.loads(text))
    except ValueError as error:
        raise BadFacts(why=str(error).splitlines()[0]) from error


@cache
def _adapter() -> "TypeAdapter[FilmFacts]":
    from pydantic import TypeAdapter

    return TypeAdapter(FilmFacts)
