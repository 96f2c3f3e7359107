"""Sending a message to an address outside: only where it may go, signed, once, and never led elsewhere.

A worker alone does this. The name is resolved once, and the connection goes to the address that was looked at, so that
no second answer of the name server leads inside (SSRF); an answer that points elsewhere is a failure.
"""

import contextlib
import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from typing import Final
from urllib.parse import SplitResult, urlsplit

from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection

SECONDS_TO_CONNECT: Final = 10
SECONDS_IN_ALL: Final = 30
SIGNATURE: Final = "X-Fashen-Signature"
LONGEST: Final = 1000
# Addresses of the old protocol written in the new one; what stands inside them is not seen.
TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")


class PushError(Exception):
    """A message did not arrive; the text says why, in the words of the network."""


def refuse_unless_outside(url: str, *, may_go_inside: bool) -> None:
    """Refuse an address that no message may be sent to, as far as its text shows."""
    if len(url) > LONGEST or objection_to(url, may_go_inside=may_go_inside):
        text = N_("推送地址“{url}”不可用：应当是 https:// 开头的完整地址，不得含用户名、密码和“#”，不得指向内部网络")
        raise RefusedError(Objection("address-refused", text, {"url": url[:200]}))


def objection_to(url: str, *, may_go_inside: bool) -> bool:
    """Say whether something about the text of an address forbids it."""
    try:
        target = urlsplit(url)
        host, _ = target.hostname or "", target.port
    except ValueError:
        return True
    schemes = {"https", "http"} if may_go_inside else {"https"}
    odd = target.scheme not in schemes or target.username or target.password or target.fragment or not url.isascii()
    return bool(odd) or not host or not url.isprintable() or (not may_go_inside and is_inside(host))


def is_inside(host: str) -> bool:
    """Say whether a host given as a number lies inside; a name is looked up before the message goes."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return not _is_outside(found)


def sign(body: bytes, *, secret: str, at: int) -> str:
    """Return the signature of a message: HMAC-SHA256 over its moment and its bytes."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def push(url: str, body: bytes, headers: Mapping[str, str], *, may_go_inside: bool) -> None:
    """Send a message; raise PushError unless it was taken (2xx)."""
    if objection_to(url, may_go_inside=may_go_inside):
        raise PushError("address not allowed")
    target = urlsplit(url)
    try:
        connection = _connect(target, may_go_inside=may_go_inside)
        status = _send(connection, target, body, headers)
    except (OSError, http.client.HTTPException) as error:
        raise PushError(f"{type(error).__name__}: {error}") from error
    if not http.HTTPStatus.OK <= status < http.HTTPStatus.MULTIPLE_CHOICES:
        raise PushError(f"HTTP {status}")


def _send(connection: http.client.HTTPConnection, target: SplitResult, body: bytes, headers: Mapping[str, str]) -> int:
    # A server that answers one byte at a time must not hold the worker for ever.
    limit = threading.Timer(SECONDS_IN_ALL, _cut, [connection])
    limit.start()
    try:
        path = f"{target.path or '/'}{'?' + target.query if target.query else ''}"
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        return connection.getresponse().status
    finally:
        limit.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _connect(target: SplitResult, *, may_go_inside: bool) -> http.client.HTTPConnection:
    host, is_secure = target.hostname or "", target.scheme == "https"
    port = target.port or (443 if is_secure else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not may_go_inside and not all(_is_outside(ipaddress.ip_address(one)) for one in addresses):
        raise PushError("the name leads to an address inside")
    raw = socket.create_connection((addresses[0], port), timeout=SECONDS_TO_CONNECT)
    if not is_secure:
        plain = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_CONNECT)
        plain.sock = raw
        return plain
    secure = http.client.HTTPSConnection(host, port, timeout=SECONDS_TO_CONNECT)
    try:
        secure.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    except OSError:
        raw.close()
        raise
    return secure


def _is_outside(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(found, ipaddress.IPv6Address):
        if found in TRANSLATED or found.sixtofour is not None or found.teredo is not None:
            return False
        found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast
