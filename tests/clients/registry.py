"""The clients under test by name. `extra` ones need more tools and run in make test-clients."""

from clients.aiokafka_client import AiokafkaClient
from clients.confluent import ConfluentClient
from clients.franz_go_client import FranzGoClient
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
    "franz-go": FranzGoClient,
    "aiokafka": AiokafkaClient,
}
EXTRA = ("franz-go", "aiokafka")
