"""The clients under test by name. `extra` ones need more tools and run in make test-clients."""

from clients.confluent import ConfluentClient
from clients.kafka_python import KafkaPythonClient
from clients.kcat import KcatClient

CLIENTS = {
    "kcat": KcatClient,
    "confluent-kafka": ConfluentClient,
    "kafka-python": KafkaPythonClient,
}
EXTRA: tuple[str, ...] = ()
