"""QR codes as vector drawings, pure black on pure white, with the four modules of quiet zone the standard asks for."""

import io
from functools import lru_cache

import segno

QUIET_MODULES = 4


@lru_cache(maxsize=256)
def qr_drawing(link: str) -> str:
    """Return the QR code of a link as SVG; level M survives a crease or a stain on a stairwell wall.

    Never a micro code, which many phones do not read. Raises `ValueError` for an empty link.
    """
    if not link:
        raise ValueError("a code needs a link")
    drawn = io.BytesIO()
    segno.make_qr(link, error="m").save(drawn, kind="svg", border=QUIET_MODULES, dark="#000000", light="#ffffff")
    return drawn.getvalue().decode()
