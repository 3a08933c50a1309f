"""Why: every figure together with what it was made from, back to the entries and to the decision behind the rule."""
