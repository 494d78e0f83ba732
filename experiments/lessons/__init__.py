"""Lessons: marimo notebooks of a course, each 15 to 30 minutes. `optlab lesson` lists them."""
