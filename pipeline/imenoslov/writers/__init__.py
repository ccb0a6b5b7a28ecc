"""Documents in, files out."""
