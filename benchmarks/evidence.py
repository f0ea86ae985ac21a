"""How well evidence is found: citations of whole offices that have the files a careful clerk lays there, and what is told otherwise.

python benchmarks/evidence.py            # each set of tests/evidence_cases: right of all, then what differs
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from test_judging_proofs import OFFICES, misjudged, send


def main() -> None:
    for name in OFFICES:
        reviewed, files, citations = send(name)
        wrong = misjudged(reviewed, files, citations)
        print(f"{name}: {len(citations) - len(wrong)}/{len(citations)} citations, {len(files)} files")
        for written, (told, expected) in wrong.items():
            print(f"  {written!r}: {'; '.join(told) or '-'}, a clerk: {expected}")


if __name__ == "__main__":
    main()
