"""gzip unpacked in steps, so that a bomb is noticed before it bursts."""

from __future__ import annotations

import zlib

GZIP = b"\x1f\x8b"
_STEP = 65_536


def unpacked(data: bytes, limit: int) -> tuple[bytes, str | None]:
    """Return the first `limit` bytes of what is in `data`, gzip or plain, and what is wrong with it, if anything."""
    if not data.startswith(GZIP):
        return data[:limit], f"only its first {limit:,} bytes were read" if len(data) > limit else None
    unpacker = zlib.decompressobj(wbits=31)
    found = bytearray()
    rest = data
    try:
        while rest and not unpacker.eof:
            found += unpacker.decompress(rest, _STEP)
            rest = unpacker.unconsumed_tail
            if len(found) > limit:
                return bytes(found[:limit]), f"only its first {limit:,} unpacked bytes were read"
    except zlib.error:
        return bytes(found), "the gzip is damaged"
    return bytes(found), None if unpacker.eof else "the gzip is cut off"
