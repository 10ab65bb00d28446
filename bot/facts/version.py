"""The extractor's version. Here, so that whoever asks whether anything is stale does not import the grammars."""

EXTRACTOR_VERSION = "3"
