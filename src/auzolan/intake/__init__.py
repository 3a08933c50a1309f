"""What comes in from other programs, one format a file; the folder finds its formats by itself."""
