"""Pages of a list: how many there are, and which one a wish means. Pages count from 0."""


def page_count(total: int, size: int) -> int:
    """Return how many pages ``total`` entries fill, ``size`` on each; one at least."""
    return max(1, -(-total // size))


def nearest_page(page: int, total: int, size: int) -> int:
    """Return ``page``, or the last page where it lies beyond."""
    return min(page, page_count(total, size) - 1)
