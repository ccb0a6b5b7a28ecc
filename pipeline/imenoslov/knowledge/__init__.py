"""What is known before reading: the dictionary, name lists, abbreviations."""
