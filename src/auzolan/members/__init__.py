"""Who belongs, and who may do what until when."""
