"""The table of the 200 papers is complete, ordered and in plain text."""

import csv
import re
from importlib import resources

import pytest

HEADER = ["number", "title", "family", "mechanism", "statement"]


@pytest.fixture(scope="module")
def table() -> list[list[str]]:
    """Header and rows as read from the installed package."""
    with resources.files("optlab").joinpath("papers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def cells_matching(table: list[list[str]], pattern: str) -> list[tuple[str, str]]:
    """(paper number, cell) of every cell in which the pattern occurs."""
    return [(row[0], cell) for row in table for cell in row if re.search(pattern, cell)]


def test_header_names_the_five_columns(table):
    assert table[0] == HEADER


def test_papers_are_numbered_1_to_200_in_order(table):
    assert [row[0] for row in table[1:]] == [str(number) for number in range(1, 201)]


def test_every_row_has_one_cell_per_column(table):
    assert [row[0] for row in table if len(row) != len(HEADER)] == []


def test_no_cell_is_empty(table):
    assert [row[0] for row in table if not all(cell.strip() for cell in row)] == []


def test_titles_are_unique(table):
    titles = [row[1].casefold() for row in table[1:]]
    assert sorted(titles) == sorted(set(titles))


def test_no_cell_contains_tex_backslashes_or_braces(table):
    assert cells_matching(table, r"[\\{}]") == []


def test_blanks_are_single_and_never_at_the_ends_of_a_cell(table):
    assert cells_matching(table, r"\s\s|[^\S ]|^\s|\s$") == []


def test_mechanism_and_statement_end_with_a_full_stop(table):
    assert [row[0] for row in table[1:] if not (row[3].endswith(".") and row[4].endswith("."))] == []
