"""The charter: how an organisation has agreed to act, as a set of short published articles."""
