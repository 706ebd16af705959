"""Says what is missing before anything is installed. Runs on any Python 3."""

import sys

WANTED = (3, 11)

if sys.version_info < WANTED:
    sys.exit(
        "Laurel needs Python 3.11 or newer; this is %d.%d.\n"
        "Type: make PYTHON=python3.11 …  (or install python3.11)" % sys.version_info[:2]
    )
try:
    import ensurepip
    import venv
except ImportError:
    sys.exit(
        "Laurel needs Python's venv module, which Debian packs on its own.\n"
        "Type: sudo apt-get install python3-venv"
    )
del ensurepip, venv
