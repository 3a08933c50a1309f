"""What gunicorn serves: the node in AUZOLAN_DATA (and AUZOLAN_STATE, AUZOLAN_DATABASE_URL)."""

import os
from pathlib import Path
from typing import Any

from auzolan.node.node import Node
from auzolan.node.waking import keep_waking
from auzolan.web.posting import keep_posting
from auzolan.web.settings import configure


def _application() -> Any:
    node = Node(Path(os.environ.get("AUZOLAN_DATA", "auzolan-data")))
    node.make()
    configure(node)
    keep_waking(node)
    keep_posting(node)
    from django.core.wsgi import get_wsgi_application  # only after the settings are there

    return get_wsgi_application()


application = _application()
