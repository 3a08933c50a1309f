"""What a rule can do, one file each; the folder finds its kinds by itself."""
