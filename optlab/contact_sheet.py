"""A contact sheet: many pictures, small, with their names, on one page."""

import io
from collections.abc import Sequence
from pathlib import Path

# Pixels of a picture's place, of its margin, and of the line with its name.
WIDTH, HEIGHT, MARGIN, LINE = 300, 190, 10, 20
COLUMNS, SHADES = 6, 256


def contact_sheet(pictures: Sequence[str | Path], columns: int = COLUMNS) -> bytes:
    """A PNG of all pictures in reading order, each as large as fits its place; the same bytes for the same pictures.

    Raises:
        ValueError: there is no picture.
        OSError: one cannot be read.
    """
    import matplotlib
    from PIL import Image, ImageDraw, ImageFont

    if not pictures:
        raise ValueError("a contact sheet shows pictures, but there is none; name some figures")
    font = ImageFont.truetype(str(Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"), 13)
    columns = min(columns, len(pictures))
    across, down = WIDTH + 2 * MARGIN, HEIGHT + LINE + 2 * MARGIN
    page = Image.new("RGB", (columns * across, -(-len(pictures) // columns) * down), "white")
    pen = ImageDraw.Draw(page)
    for i, path in enumerate(map(Path, pictures)):
        left, top = i % columns * across + MARGIN, i // columns * down + MARGIN
        with Image.open(path) as picture:
            small = picture.convert("RGB")
        small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        page.paste(small, (left + (WIDTH - small.width) // 2, top + LINE + (HEIGHT - small.height) // 2))
        pen.text((left + WIDTH // 2, top), path.stem, fill="black", font=font, anchor="ma")
    held = io.BytesIO()
    page.quantize(SHADES, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()
