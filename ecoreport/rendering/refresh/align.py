"""Find what of one text is still there in another: in its order, changed in its place, or moved."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz.fuzz import ratio

ALIKE = 50  # how alike (of 100) two sentences in the same gap must be to be one, changed
_MOVED = 80  # … and two that stand apart
TELLING = 8  # characters that make a sentence one of its own
_WIDE = 120  # in a gap with more on either side, only neighbours are compared


def align(old: Sequence[str], new: Sequence[str], alike: float = ALIKE) -> dict[int, int]:
    """Give for each text of the old sequence that is still there its place in the new one."""
    pairs: dict[int, int] = {}
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs.update(zip(range(i1, i2), range(j1, j2), strict=True))
        elif kind == "replace":
            pairs.update(_in_gap(old, new, range(i1, i2), range(j1, j2), alike))
    _add_moved(pairs, old, new)
    return pairs


def _in_gap(old: Sequence[str], new: Sequence[str], rows: range, columns: range, alike: float) -> dict[int, int]:
    """Pair what stands between the same neighbours: in order, as alike as can be."""
    reach = max(len(rows), len(columns)) if max(len(rows), len(columns)) <= _WIDE else _WIDE // 4
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    scores: dict[tuple[int, int], float] = {}
    for i, a in enumerate(rows):
        for j, b in enumerate(columns):
            near = abs(i * len(columns) - j * len(rows)) <= reach * max(len(rows), len(columns))
            score = ratio(old[a], new[b], score_cutoff=alike) if near else 0.0
            scores[i, j] = score
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + score)
    pairs, i, j = {}, len(rows), len(columns)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs[rows[i]] = columns[j]
    return pairs


def _add_moved(pairs: dict[int, int], old: Sequence[str], new: Sequence[str]) -> None:
    """Pair what is left and stands elsewhere: word for word, or nearly so."""
    taken = set(pairs.values())
    left = [i for i in range(len(old)) if i not in pairs and len(old[i]) >= TELLING]
    free = [j for j in range(len(new)) if j not in taken and len(new[j]) >= TELLING]
    for least in (100.0, _MOVED):
        seen = Counter(old[i] for i in left)
        for i in list(left):
            if seen[old[i]] > 1:
                continue  # which of them moved, nobody can tell
            found = max(free, key=lambda j: (ratio(old[i], new[j], score_cutoff=least), -j), default=None)
            if found is not None and ratio(old[i], new[found]) >= least:
                pairs[i] = found
                free.remove(found)
                left.remove(i)
