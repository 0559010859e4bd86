"""A socket to listen on, or an error that says why not."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from videopipe.model.errors import InputError


class CantListen(InputError):
    """The address is somebody else's, or none of ours."""

    en = "can't listen on {host} port {port}: {why}. Is `videopipe serve` running already? Else choose another port or host"
    zh = "无法在 {host} 端口 {port} 上监听：{why}。videopipe serve 是否已在运行？否则请更换端口或地址"


@contextmanager
def listening(host: str, port: int) -> Iterator[list[socket.socket]]:
    """Bound and listening. Raises CantListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.create_server((host, port), family=family)
    except OSError as error:
        raise CantListen(host=host, port=port, why=error.strerror or str(error)) from error
    with bound:
        yield [bound]
