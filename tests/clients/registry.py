"""The clients under test by name. `extra` ones need more tools and run in make test-clients."""

from clients.aiokafka_client import AiokafkaClient
from clients.confluent import ConfluentClient
from clients.franz_go_client import FranzGoClient
from clients.go_clients import KafkaGoClient, SaramaClient
from clients.java_client import JavaClient
from clients.kafka_python import KafkaPythonClient
from clients.kcat import KcatClient
from clients.librdkafka_cpp import LibrdkafkaClient
from clients.node_clients import KafkajsClient, PlatformaticClient

CLIENTS = {
    "kcat": KcatClient,
    "confluent-kafka": ConfluentClient,
    "kafka-python": KafkaPythonClient,
    "librdkafka": LibrdkafkaClient,
    "java": JavaClient,
    "franz-go": FranzGoClient,
    "aiokafka": AiokafkaClient,
    "sarama": SaramaClient,
    "kafka-go": KafkaGoClient,
    "kafkajs": KafkajsClient,
    "platformatic-kafka": PlatformaticClient,
}
EXTRA = ("franz-go", "aiokafka", "sarama", "kafka-go", "kafkajs", "platformatic-kafka")
