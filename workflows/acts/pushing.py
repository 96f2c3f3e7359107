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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import SplitResult, urlsplit

from workflows.errors import RefusedError
from workflows.settings import Settings
from workflows.vocabulary.wording import N_, Objection

SECONDS_TO_CONNECT: Final = 10
SECONDS_IN_ALL: Final = 30
SIGNATURE: Final = "X-Fashen-Signature"
LONGEST: Final = 1000
# Where all addresses of the new protocol lie that the world outside was given; what lies beside is a network's own,
# or an address of the old protocol written in the new one.
GIVEN_OUT: Final = ipaddress.IPv6Network("2000::/3")

Number: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


class PushError(Exception):
    """A message did not arrive; the text says why, in the words of the network."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far messages may go: the world outside always; inside everywhere, or to what the operator named.

    ``allowed`` holds names (``hub.example``, ``.example`` for all below it), numbers and networks. What is named there
    may be without TLS.
    """

    goes_inside: bool = False
    allowed: tuple[str, ...] = ()

    def names(self, host: str) -> bool:
        """Say whether the operator allowed this very host, a name or a number."""
        if not host:
            return False
        found = _number(host)
        if found is not None:
            return self.holds(found)
        return any(host == one or (one.startswith(".") and host.endswith(one)) for one in self.allowed)

    def holds(self, number: Number) -> bool:
        """Say whether a number lies in a network the operator allowed."""
        networks = (one for one in map(_network, self.allowed) if one is not None)
        return any(number.version == one.version and number in one for one in networks)

    def admits(self, host: str, number: Number) -> bool:
        """Say whether a message for this host may go to the number its name was found to mean."""
        return self.goes_inside or self.names(host) or _is_outside(number) or self.holds(number)


def reach_of(settings: Settings) -> Reach:
    """Return how far messages of an installation may go."""
    return Reach(settings.may_push_inside, settings.push_allowed)


def refuse_unless_outside(url: str, *, reach: Reach) -> None:
    """Refuse an address that no message may be sent to, as far as its text shows."""
    if len(url) > LONGEST or objection_to(url, reach=reach):
        text = N_("推送地址“{url}”不可用：应当是 https:// 开头的完整地址，不得含用户名、密码和“#”，不得指向内部网络")
        raise RefusedError(Objection("address-refused", text, {"url": url[:200]}))


def objection_to(url: str, *, reach: Reach) -> bool:
    """Say whether something about the text of an address forbids it."""
    try:
        target = urlsplit(url)
        host, _ = target.hostname or "", target.port
    except ValueError:
        return True
    is_trusted = reach.goes_inside or reach.names(host)
    schemes = {"https", "http"} if is_trusted else {"https"}
    odd = target.scheme not in schemes or target.username or target.password or target.fragment or not url.isascii()
    return bool(odd) or not host or not url.isprintable() or (not is_trusted and _is_inside(host, reach))


def _is_inside(host: str, reach: Reach) -> bool:
    """Say whether a host given as a number lies inside; a name is looked up before the message goes."""
    found = _number(host)
    if found is None:
        return host == "localhost" or host.endswith(".localhost")
    return not reach.admits(host, found)


def sign(body: bytes, *, secrets: Sequence[str], at: int) -> str:
    """Return the signatures of a message, one by each secret: HMAC-SHA256 over its moment and its bytes."""
    signed = f"{at}.".encode() + body
    digests = [hmac.new(one.encode(), signed, hashlib.sha256).hexdigest() for one in secrets]
    return ",".join([f"t={at}", *(f"v1={one}" for one in digests)])


def push(url: str, body: bytes, headers: Mapping[str, str], *, reach: Reach) -> None:
    """Send a message; raise PushError unless it was taken (2xx)."""
    if objection_to(url, reach=reach):
        raise PushError("address not allowed")
    target = urlsplit(url)
    try:
        connection = _connect(target, reach)
        status = _send(connection, target, body, headers)
    except (OSError, ValueError, http.client.HTTPException) as error:
        # A name that cannot be one, with a part too long, is a ValueError before the network is asked.
        # What the other side made up stands in it too, and is kept.
        told = "".join(one for one in str(error) if one.isprintable())
        raise PushError(f"{type(error).__name__}: {told}") from error
    if not http.HTTPStatus.OK <= status < http.HTTPStatus.MULTIPLE_CHOICES:
        raise PushError(f"HTTP {status}")


def _send(connection: http.client.HTTPConnection, target: SplitResult, body: bytes, headers: Mapping[str, str]) -> int:
    # A server that answers one byte at a time, while keys are agreed on too, must not hold the worker for ever.
    limit = threading.Timer(SECONDS_IN_ALL, _cut, [connection])
    limit.start()
    try:
        if isinstance(connection.sock, ssl.SSLSocket):
            connection.sock.do_handshake()
        path = f"{target.path or '/'}{'?' + target.query if target.query else ''}"
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        return connection.getresponse().status
    finally:
        limit.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _connect(target: SplitResult, reach: Reach) -> http.client.HTTPConnection:
    host, is_secure = target.hostname or "", target.scheme == "https"
    port = target.port or (443 if is_secure else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not all(reach.admits(host, ipaddress.ip_address(one)) for one in addresses):
        raise PushError("the name leads to an address inside")
    raw = socket.create_connection((addresses[0], port), timeout=SECONDS_TO_CONNECT)
    if not is_secure:
        plain = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_CONNECT)
        plain.sock = raw
        return plain
    secure = http.client.HTTPSConnection(host, port, timeout=SECONDS_TO_CONNECT)
    try:
        context = ssl.create_default_context()
        secure.sock = context.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
    except (OSError, ValueError):
        raw.close()
        raise
    return secure


def _number(host: str) -> Number | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _network(given: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(given, strict=False)
    except ValueError:
        return None


def _is_outside(found: Number) -> bool:
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return _is_outside(found.ipv4_mapped)
        # What 6to4 and Teredo carry inside them is not seen.
        return found in GIVEN_OUT and found.is_global and found.sixtofour is None and found.teredo is None
    return found.is_global and not found.is_multicast
