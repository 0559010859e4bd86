"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorated = Callable[..., Any]

FOLDER = click.Path(path_type=Path)


def _stack(*options: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    def decorate(function: Decorated) -> Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


episode = click.argument("episode", type=FOLDER)
profiles = click.option(
    "-p",
    "--profile",
    "profiles",
    multiple=True,
    default=["portal"],
    show_default=True,
    help="Profile name or YAML file; may repeat.",
)
work = click.option(
    "--work", type=FOLDER, default=None, help="Cache and history; default .videopipe beside OUT."
)
places = _stack(
    click.option(
        "-o", "--out", type=FOLDER, default=Path("out"), show_default=True, help="Where bundles go."
    ),
    work,
)
config = click.option(
    "--config", type=FOLDER, default=None, help="A service's videopipe.yaml; its places are used."
)
edit = click.option("--edit", type=FOLDER, default=None, help="An edit.json that a person has changed.")
jobs = click.option("--jobs", type=click.IntRange(1, 64), default=None, help="Tasks at once; default: cores.")
as_json = click.option(
    "--json", "as_json", is_flag=True, help="One JSON document on stdout, nothing else there."
)


def work_of(out: Path, work: Path | None, config: Path | None) -> Path:
    """The work folder of a service's file, else of OUT. Raises an InputError for the file."""
    from videopipe.app.shop import work_folder

    if config is not None:
        from videopipe.config.service import load_service

        service = load_service(config)
        return work_folder(service.out, service.work)
    return work_folder(out, work)
