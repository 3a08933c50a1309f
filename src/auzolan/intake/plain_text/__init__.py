"""What the readers of text journals share: files, amounts, accounts, balances, and what they hand on."""
