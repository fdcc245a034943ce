"""How long an Ogg/Opus voice note is, from its last page."""

_PAGE = b"OggS"
_UNITS_PER_SECOND = 48_000  # the granule of Opus, whatever the sampling rate
_GRANULE = slice(6, 14)


def opus_seconds(content: bytes) -> int:
    """Whole seconds, at least 1 for anything that is Ogg; 0 for what is not."""
    last = content.rfind(_PAGE)
    if last < 0:
        return 0
    granule = int.from_bytes(content[last:][_GRANULE], "little")
    return max(1, round(granule / _UNITS_PER_SECOND))
