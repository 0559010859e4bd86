"""Data files of `videopipe infographic`: scenes as an episode's highlights are, and what holds for all of them."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from videopipe.config.cities import City
from videopipe.config.document import Schema
from videopipe.config.episode import read_city
from videopipe.config.highlight import Highlight


class DataFile(Schema):
    """What one reel tells."""

    version: Literal[1]
    title: str = Field(min_length=1, max_length=60)
    series: str = Field("", max_length=40)
    city: Annotated[City, BeforeValidator(read_city)] | None = None
    theme: str = ""
    language: Literal["zh-Hans", "zh-Hant"] = "zh-Hans"
    source: str = ""
    basis: str = ""
    scenes: tuple[Highlight, ...]
