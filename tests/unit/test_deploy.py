"""What docs/deploy names is there: commands, options, keys; and the units give nothing away."""

import json
import re
import shlex
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import click
import pytest
from ruamel.yaml import YAML

from tests.unit.test_docs import ROOT, nothing_runs
from videopipe.cli.main import cli
from videopipe.config.service import load_service

__all__ = ["nothing_runs"]

DEPLOY = ROOT / "docs" / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


class _Unit(dict[str, Any]):
    """systemd says a key again to add to it; configparser would refuse, or forget."""

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(value, list) and isinstance(self.get(key), list):
            value = self[key] + value
        super().__setitem__(key, value)


def unit(path: Path) -> dict[str, str]:
    parser = RawConfigParser(strict=False, dict_type=_Unit, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys of units have capitals
    parser.read_string(path.read_text("utf-8"))
    return dict(parser["Service"])


def understood(words: list[str]) -> None:
    try:
        cli.main(words, prog_name="videopipe", standalone_mode=False)
    except click.ClickException as error:
        pytest.fail(f"videopipe {shlex.join(words)}: {error.format_message()}")


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("path", UNITS, ids=names(UNITS))
def test_a_unit_starts_a_command_that_is_there(path: Path) -> None:
    program, *words = shlex.split(unit(path)["ExecStart"])

    assert program == "/opt/videopipe/bin/videopipe"
    understood(words)


@pytest.mark.parametrize("path", UNITS, ids=names(UNITS))
def test_a_unit_is_hardened_and_stops_gently(path: Path) -> None:
    found = unit(path)

    assert found["User"] == "videopipe"
    assert found["ProtectSystem"] == "strict"
    for key in (
        "NoNewPrivileges",
        "ProtectHome",
        "PrivateTmp",
        "PrivateDevices",
        "RestrictSUIDSGID",
        "RestrictNamespaces",
    ):
        assert found[key] == "yes"
    assert found["CapabilityBoundingSet"] == ""
    assert found["KillMode"] == "mixed", "else the signal goes to every ffmpeg too, and cuts segments off"
    assert int(found["TimeoutStopSec"]) >= 15
    assert found["StandardOutput"] == "journal"


def test_the_folders_that_a_unit_may_write_to_are_those_of_the_service_file() -> None:
    service = load_service(DEPLOY / "videopipe.yaml")
    watch = unit(DEPLOY / "videopipe-watch.service")["ReadWritePaths"]

    assert service.work is not None
    assert all(place.is_relative_to(watch) for place in (service.inbox, service.out, service.work))
    assert unit(DEPLOY / "videopipe-serve.service")["ReadWritePaths"] == str(service.work)


@pytest.mark.usefixtures("nothing_runs")
def test_the_dockerfile_starts_a_command_that_is_there_as_nobody_of_importance() -> None:
    lines = re.findall(r"^(\w+) (.*)$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    said = dict(lines)

    understood(json.loads(said["ENTRYPOINT"])[1:] + json.loads(said["CMD"]))
    assert said["USER"] == "videopipe"
    copied = [words.split()[:-1] for kind, words in lines if kind == "COPY"]
    assert all((ROOT / name).exists() for words in copied for name in words)


@pytest.mark.usefixtures("nothing_runs")
def test_the_composed_services_start_commands_that_are_there() -> None:
    composed = YAML(typ="safe").load((DEPLOY / "compose.yaml").read_text("utf-8"))

    for service in composed["services"].values():
        understood(service["command"])
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
