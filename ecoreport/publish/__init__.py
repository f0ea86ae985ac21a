"""Everything that is written: one file whole or not at all, and one run as one commit.

`files`: one file under a name that nobody can guess or plant, then one rename. `claim`: whose turn it is in an output folder, and what a
run that was ended by force left there. `commit`: the outputs of a run, together.
"""

from ecoreport.publish.claim import claim
from ecoreport.publish.commit import PRIVATE, commit
from ecoreport.publish.files import require_writable, write_atomic, write_new

__all__ = ["PRIVATE", "claim", "commit", "require_writable", "write_atomic", "write_new"]
