"""Everything that is written: one file whole or not at all, and one run as one commit.

`files`: one file under a name that nobody can guess or plant, then one rename. `claim`: whose turn it is in an output folder, and what a
run that was ended by force left there. `commit`: the outputs of a run, together. `history`: where the outputs of the round before go.
"""

from ecoreport.publish.claim import claim
from ecoreport.publish.commit import PRIVATE, commit
from ecoreport.publish.files import require_writable, write_atomic, write_new
from ecoreport.publish.history import CHANGED, HISTORY, Laid, move_rounds, set_aside
from ecoreport.publish.originals import keep_original, originals
from ecoreport.publish.shelf import Shelf

__all__ = [
    "CHANGED",
    "HISTORY",
    "PRIVATE",
    "Laid",
    "Shelf",
    "claim",
    "commit",
    "keep_original",
    "move_rounds",
    "originals",
    "require_writable",
    "set_aside",
    "write_atomic",
    "write_new",
]
