"""One page's data a file, pure: what a page, its JSON and its CSV all show."""
