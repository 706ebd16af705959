"""`python -m obkit` is `obkit`."""

import sys

from obkit.cli import main

sys.exit(main())
