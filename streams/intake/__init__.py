"""The outside world → the raw topic: `files` and `samples` read pages as messages, `publish` puts them on `wire.raw`."""
