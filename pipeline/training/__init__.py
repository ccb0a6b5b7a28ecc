"""How the shipped model files are made; not part of the installed package."""
