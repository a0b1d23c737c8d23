"""Barqiya beside its peers: the same pages, the same Apache Kafka, one core for the peer and one for the broker.

python -m bench peers                     all of it, a quarter of an hour; results in bench/results/peers.json
python -m bench.peers --rounds 1 --pages 2000 --only aiokafka barqiya
python -m bench.peers.report              the table and the chart in docs/ from those results

pages.py            the pages
catalogue.py        the peers, and what each is given to do
copy_*.py           peers that copy the bytes of a page
records_*.py        peers that take pages apart and publish the records: our pipeline on another framework, and our own worker
alone_*.py          no Kafka: our pipeline, and trafilatura
child.py            a peer as a process
packages.py         what peers need that Barqiya does not
measure.py          one run of one peer
report.py           the table and the chart
"""
