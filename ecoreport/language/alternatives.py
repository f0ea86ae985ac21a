"""Join words to one pattern."""


def any_of(*words: str) -> str:
    """Match any of some words separated by blanks, the longer before the shorter that begins it."""
    return "(?:" + "|".join(sorted(" ".join(words).split(), key=len, reverse=True)) + ")"
