"""A contact sheet shows every picture in its place, and is the same bytes on every run."""

import io

import numpy as np
import pytest
from PIL import Image

from optlab.cli import main
from optlab.contact_sheet import HEIGHT, LINE, MARGIN, WIDTH, contact_sheet

COLOURS = ("red", "lime", "blue", "black", "orange")


@pytest.fixture
def pictures(tmp_path):
    paths = [tmp_path / f"{colour}.png" for colour in COLOURS]
    for path, colour in zip(paths, COLOURS, strict=True):
        Image.new("RGB", (900, 300), colour).save(path)
    return paths


def test_every_picture_is_in_its_place(pictures):
    page = Image.open(io.BytesIO(contact_sheet(pictures, columns=2))).convert("RGB")
    across, down = WIDTH + 2 * MARGIN, HEIGHT + LINE + 2 * MARGIN
    assert page.size == (2 * across, 3 * down)
    for i, path in enumerate(pictures):
        middle = (i % 2 * across + across // 2, i // 2 * down + MARGIN + LINE + HEIGHT // 2)
        seen, meant = np.array(page.getpixel(middle)), np.array(Image.open(path).getpixel((0, 0)))
        assert np.abs(seen - meant).max() < 8, path.stem


def test_a_picture_keeps_its_shape(pictures):
    page = np.array(Image.open(io.BytesIO(contact_sheet(pictures[:1]))).convert("RGB"))
    red = (page[..., 0] > 200) & (page[..., 1:] < 50).all(-1)
    height, width = red.any(1).sum(), red.any(0).sum()
    assert width == WIDTH
    assert height == pytest.approx(WIDTH / 3, abs=1)


def test_it_is_the_same_bytes_on_every_run(pictures):
    assert contact_sheet(pictures) == contact_sheet(pictures)


def test_no_picture_is_a_sentence():
    with pytest.raises(ValueError, match="there is none; name some figures"):
        contact_sheet([])


def test_the_command_line_writes_one_beside_the_figures(tmp_path, capsys):
    sheet = tmp_path / "sheet.png"
    words = ["figure", "frank-wolfe", "iterates", "--out", str(tmp_path / "drawn"), "--sheet", str(sheet), "--store", str(tmp_path)]
    assert main(words) == 0
    assert f"all of them, small, in {sheet}" in capsys.readouterr().out
    with Image.open(sheet) as page:
        assert page.size == (2 * (WIDTH + 2 * MARGIN), HEIGHT + LINE + 2 * MARGIN)


def test_a_sheet_that_cannot_be_written_is_said_before_any_work(tmp_path, capsys):
    assert main(["figure", "frank-wolfe", "--out", str(tmp_path / "drawn"), "--sheet", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err
    assert not (tmp_path / "drawn").exists()
