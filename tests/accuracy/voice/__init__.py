"""The voice of the house: what agencies and papers say of themselves, told from news by words that were weighed, not listed.

Beside this module lie lines of page furniture in each language, written for this project as houses all over the world write them, with the
role of each; and lines of news that speak of the same things: court cases on copyright, papers in the news, subscriptions, complaints.

    python -m tests.accuracy.voice        fit the weights anew and write streams/lexicon/voice.tsv
"""
