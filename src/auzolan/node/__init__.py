"""The node: where organisations live; the store, the vault, and the office as the only writer."""
