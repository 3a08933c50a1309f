"""Proposals, ballots, outcomes, and what a yes does."""
