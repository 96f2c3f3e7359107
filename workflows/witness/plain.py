"""Signature, tree and notes once more, with the standard library alone: what a verifier outside the office uses.

A second writing on purpose: tests check it against ``merkle``, ``checkpoints`` and the library they use.
"""

import base64
import hashlib
from functools import lru_cache

# ---- Ed25519 (RFC 8032 5.1.7), as in the text: slow and short
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_I = pow(2, (_P - 1) // 4, _P)
_LENGTHS = 32, 64
Point = tuple[int, int, int, int]


def _add(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % _P
    b = (one[1] + one[0]) * (two[1] + two[0]) % _P
    c, d = 2 * one[3] * two[3] * _D % _P, 2 * one[2] * two[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _sum(one: int, first: Point, two: int, second: Point) -> Point:
    """Return ``one`` times the first point and ``two`` times the second, in one pass."""
    found: Point = (0, 1, 1, 0)
    choice = (found, first, second, _add(first, second))
    for bit in reversed(range(max(one, two).bit_length())):
        found = _add(found, found)
        picked = (one >> bit & 1) + 2 * (two >> bit & 1)
        found = _add(found, choice[picked]) if picked else found
    return found


def _point(written: bytes) -> Point | None:
    y = int.from_bytes(written, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    x = x if (x * x - square) % _P == 0 else x * _I % _P
    if y >= _P or (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


_BASE = _point(bytes([0x58] + [0x66] * 31))


@lru_cache(maxsize=64)
def is_signed(key: bytes, content: bytes, signature: bytes) -> bool:
    """Say whether this Ed25519 key signed this content."""
    public, nonce, scalar = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if (len(key), len(signature)) != _LENGTHS or not (public and nonce and _BASE) or scalar >= _L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + content).digest(), "little") % _L
    found = _sum(scalar, _BASE, challenge, (_P - public[0], public[1], 1, _P - public[3]))
    return not ((found[0] - nonce[0] * found[2]) % _P or (found[1] - nonce[1] * found[2]) % _P)


# ---- the tree (RFC 9162 2.1.3.2, 2.1.4.2)
def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_included(leaf: bytes, place: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Say whether the proof leads from the leaf to the root."""
    last, found = size - 1, leaf
    for one in proof:
        if last <= 0:
            return False
        if place & 1 or place == last:
            found = _join(one, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = _join(found, one)
        place, last = place >> 1, last >> 1
    return last == 0 and place >= 0 and found == root


def is_grown(old: int, new: int, proof: list[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Say whether the proof leads from the earlier root to the later one."""
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    if not path:
        return False
    first = second = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = _join(one, first), _join(one, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = _join(second, one)
        place, last = place >> 1, last >> 1
    return last == 0 and (first, second) == (old_root, new_root)


# ---- notes and keys (C2SP signed-note)
def read_key(written: str) -> tuple[str, bytes]:
    """Read a public key written ``name+id+key``; ValueError for any other text."""
    name, _, rest = written.strip().partition("+")
    raw = base64.b64decode(rest.partition("+")[2], validate=True)[1:]
    encoded = base64.b64encode(b"\x01" + raw).decode()
    if f"{name}+{_key_number(name, raw).hex()}+{encoded}" != written.strip():
        raise ValueError(written)
    return name, raw


def _key_number(name: str, raw: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n\x01" + raw).digest()[:4]


def read_note(note: str, key: tuple[str, bytes]) -> tuple[int, bytes]:
    """Return size and root of a checkpoint this key signed; ValueError for any other text."""
    name, size, root, _, line, _ = note.split("\n")
    signed = base64.b64decode(line.rpartition(" ")[2], validate=True)
    text = f"{name}\n{int(size)}\n{base64.b64encode(base64.b64decode(root)).decode()}\n"
    written = f"{text}\n— {key[0]} {base64.b64encode(_key_number(*key) + signed[4:]).decode()}\n"
    if note != written or name != key[0] or not is_signed(key[1], text.encode(), signed[4:]):
        raise ValueError(note)
    return int(size), base64.b64decode(root)
