"""The sections of the language's manual lie in folders of their own and share one house of examples."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
