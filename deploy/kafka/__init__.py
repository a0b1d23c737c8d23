"""Apache Kafka without Docker: `make kafka`, or `with ApacheKafka(nodes=3) as kafka:` in tests and measurements.

KRaft mode, one node or more, each of them a Java process on this machine that is broker and controller in one. The jars come from Maven
Central (`pom.xml` says which) and stay in `build/kafka/`.

    jars.py        Java and the jars
    node.py        one node: a process, its data and its log
    cluster.py     nodes that know each other
    security.py    the certificate and the users of a listener with TLS and SASL
"""

from deploy.kafka.cluster import ApacheKafka
from deploy.kafka.jars import KafkaUnavailable
from deploy.kafka.node import ON_AND_ON, QUICK_START, KafkaError, Node
from deploy.kafka.security import Security, User

__all__ = ["ON_AND_ON", "QUICK_START", "ApacheKafka", "KafkaError", "KafkaUnavailable", "Node", "Security", "User"]
