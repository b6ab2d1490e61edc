"""Files to model and back: byte-preserving reading, locating and atomic saving."""
