"""Helpers of the writers' tests, which the tests of the export verb use too."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "export"))
