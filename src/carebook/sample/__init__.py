"""The sample shop: Rosie's Garden Supplies on any morning, for a first look, for tests and for benchmarks."""

from carebook.sample.making import CUSTOMERS, demo_book, write

__all__ = ["CUSTOMERS", "demo_book", "write"]
