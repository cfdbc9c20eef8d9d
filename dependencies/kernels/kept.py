"""Where machine code is kept on disk: a place of its own for each version of this folder."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

_HERE = Path(__file__).parent
#: Where the machine code of every version is kept, unless `NUMBA_CACHE_DIR` says otherwise.
KEPT = _HERE / "__pycache__" / "compiled"


@cache
def kept_here() -> Path:
    """Where the machine code of this very version is kept.

    The compiler notices a change of a function's own file, but not of what the function calls in
    others: code that was compiled before such a change must not be found again.
    """
    texts = (path.read_bytes() for path in sorted(_HERE.glob("*.py")))
    return KEPT / sha256(b"\0".join(texts)).hexdigest()[:16]
