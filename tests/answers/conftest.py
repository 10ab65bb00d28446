"""Answers need questions taken apart."""

from tests.question.conftest import taken_apart

__all__ = ["taken_apart"]
