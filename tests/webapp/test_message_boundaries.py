"""Where one request ends and the next begins is said once: whoever says it twice, or oddly, is refused and hung up on.

A proxy and the server behind it that disagree about an end let a request be smuggled in somebody else's name. Asked is
our own gunicorn, with the settings it serves the product with, through a bare socket.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE_SECONDS = 30
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: office\r\n\r\n"
# Answers with what it was asked, so that a second answer tells of a second request.
SERVED = """
import sys
from dataclasses import replace
from flask import Flask, request
from webapp.serving import Server
from workflows.settings import read_settings
app = Flask("asked")
@app.route("/", defaults={"path": ""}, methods=["GET", "POST"])
@app.route("/<path:path>", methods=["GET", "POST"])
def tell(path):
    return f"asked:/{path}:{len(request.get_data())};"
settings = replace(read_settings({}), port=int(sys.argv[1]), works_inside=False)
Server(app, settings, None).run()
"""


@pytest.fixture(name="port", scope="module")
def _port() -> Iterator[int]:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        port = int(some.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-c", SERVED, str(port)], cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL
    )
    try:
        assert b"asked:/open:0;" in answers_to(port, b"GET /open HTTP/1.1\r\nHost: office\r\nConnection: close\r\n\r\n")
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def answers_to(port: int, sent: bytes) -> bytes:
    """Return everything the server says to these bytes until it hangs up."""
    with reached(port) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        said = b""
        while part := line.recv(65536):
            said += part
    return said


def reached(port: int) -> socket.socket:
    """Return a line to the server, as soon as it has opened."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        except ConnectionRefusedError:
            assert time.monotonic() < until, "the server does not open"
            time.sleep(0.1)


def posted(*headers: bytes, body: bytes = b"") -> bytes:
    """Return a request with these headers, and another one behind its body."""
    return b"\r\n".join((b"POST /first HTTP/1.1", b"Host: office", *headers, b"", b"")) + body + SMUGGLED


@pytest.mark.parametrize(
    ("sent", "length"),
    [
        (posted(b"Content-Length: 5", body=b"hello"), b"5"),
        (posted(b"Transfer-Encoding: chunked", body=b"5\r\nhello\r\n0\r\n\r\n"), b"5"),
        (posted(), b"0"),
    ],
)
def test_two_requests_with_clear_ends_are_two(port: int, sent: bytes, length: bytes) -> None:
    said = answers_to(port, sent)

    assert b"asked:/first:" + length + b";" in said
    assert b"asked:/smuggled:0;" in said


@pytest.mark.parametrize(
    "sent",
    [
        posted(b"Content-Length: 5", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
        posted(b"Transfer-Encoding: chunked", b"Content-Length: 5", body=b"0\r\n\r\n"),
        posted(b"Content-Length: 5", b"Content-Length: 0", body=b"hello"),
        posted(b"Content-Length: 0", b"Content-Length: 5", body=b""),
        posted(b"Content-Length: +5", body=b"hello"),
        posted(b"Content-Length: 5, 0", body=b"hello"),
        posted(b"Content-Length: 0x5", body=b"hello"),
        posted(b"Content-Length: -1", body=b""),
        posted("Content-Length: ５".encode(), body=b"hello"),
        posted(b"Content-Length : 0", body=b""),
        posted(b"Content_Length: 5", b"Transfer-Encoding : chunked", body=b""),
        posted(b"Transfer-Encoding: xchunked", body=b"0\r\n\r\n"),
        posted(b"Transfer-Encoding: chunked, identity", body=b"0\r\n\r\n"),
        posted(b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity", body=b"0\r\n\r\n"),
        posted(b"X: 1\r\n folded", b"Content-Length: 0", body=b""),
        posted(b"Transfer-Encoding: chunked", body=b"0x5\r\nhello\r\n0\r\n\r\n"),
        posted(b"Transfer-Encoding: chunked", body=b"+5\r\nhello\r\n0\r\n\r\n"),
        posted(b"Transfer-Encoding: chunked", body=b"5 5\r\nhello\r\n0\r\n\r\n"),
        posted(b"Transfer-Encoding: chunked", body=b"4\r\nhello\r\n0\r\n\r\n"),
        posted(b"Transfer-Encoding: chunked", body=b"-1\r\nhello\r\n0\r\n\r\n"),
        posted(b"Transfer-Encoding: chunked", body=b"5\nhello\n0\n\n"),
    ],
)
def test_an_end_said_twice_or_oddly_lets_nothing_behind_it_in(port: int, sent: bytes) -> None:
    assert b"asked:/smuggled" not in answers_to(port, sent)
