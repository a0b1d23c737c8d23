"""Faust: reads the raw topic, hands each item to the pipeline, and publishes what comes of it.

`desk` is the agent; `outgoing` makes the messages, `reject` and `trace` their headers; `delivery` gets them acknowledged in batches,
`placement` knows their partitions; `failure` ends a worker that can't go on; `transport` is where Faust meets Kafka, `polls` what is
overridden of Faust.
"""
