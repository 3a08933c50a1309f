"""What a bundle is made of: where its files lie, how it is packed, and how one that somebody gives is opened."""
