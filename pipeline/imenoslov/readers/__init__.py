"""Sources in, documents without annotation out."""
