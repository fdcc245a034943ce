"""A link as a picture to be photographed with another phone."""

import io

import segno

from paper.codes import QUIET_MODULES

PIXELS_PER_MODULE = 12


def link_picture(link: str) -> bytes:
    """Return the QR code of a link as PNG, large enough to be read off a phone held by somebody else."""
    drawn = io.BytesIO()
    segno.make_qr(link, error="m").save(drawn, kind="png", border=QUIET_MODULES, scale=PIXELS_PER_MODULE)
    return drawn.getvalue()
