"""The demo: an invented roasting co-op with growers and buying clubs, eighteen months of work, from a fixed seed."""
