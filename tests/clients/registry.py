"""The clients under test by name. `extra` ones need more tools and run in make test-clients."""

from clients.confluent import ConfluentClient
from clients.java_client import JavaClient
from clients.kafka_python import KafkaPythonClient
from clients.kcat import KcatClient
from clients.librdkafka_cpp import LibrdkafkaClient

CLIENTS = {
    "kcat": KcatClient,
    "confluent-kafka": ConfluentClient,
    "kafka-python": KafkaPythonClient,
    "librdkafka": LibrdkafkaClient,
    "java": JavaClient,
}
EXTRA: tuple[str, ...] = ()
