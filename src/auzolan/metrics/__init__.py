"""What is measured and shown instead of paid, and the limits that are watched."""
