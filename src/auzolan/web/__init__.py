"""The web: what a person sees. Server-rendered pages on the one core, through the office."""
