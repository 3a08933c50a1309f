"""The pictures on the pages: drawn on our side as plain SVG, so that they need no script and print as they are."""
