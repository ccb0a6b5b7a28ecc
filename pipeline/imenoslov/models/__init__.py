"""The neural models: arrays in, arrays out; nothing here knows what a document is."""
