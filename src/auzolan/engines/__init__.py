"""Engines that work a rule out: the plain evaluator, and faster ones that must give the same to the last digit."""
