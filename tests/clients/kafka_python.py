"""kafka-python (pure Python)."""

import kafka
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from clients.client import Client, Read, Refused


class KafkaPythonClient(Client):
    name = "kafka-python"
    both_null = null_headers = False

    def version(self) -> str:
        return kafka.__version__

    def produce(self, topic, records, codec="none", acks="all", idempotent=False):
        producer = KafkaProducer(
            bootstrap_servers=self.bootstrap,
            compression_type=None if codec == "none" else codec,
            acks="all" if acks == "all" else int(acks),
            enable_idempotence=idempotent,
            linger_ms=5,
            max_request_size=64 << 20,
        )
        try:
            futures = [
                producer.send(
                    topic,
                    record.value,
                    record.key,
                    list(record.headers) or None,
                    record.partition,
                    record.timestamp,
                )
                for record in records
            ]
            producer.flush(60)
            return [future.get(30).offset for future in futures]
        except KafkaError as refused:
            raise Refused(getattr(refused, "errno", -1), str(refused)) from refused
        finally:
            producer.close(5)

    def _consumer(self, **more) -> KafkaConsumer:
        return KafkaConsumer(
            bootstrap_servers=self.bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="none",
            fetch_max_wait_ms=100,
            **more,
        )

    def read(self, topic, partition, start, end):
        consumer = self._consumer(max_partition_fetch_bytes=8 << 20)
        found = []
        try:
            wanted = TopicPartition(topic, partition)
            consumer.assign([wanted])
            consumer.seek(wanted, start)
            while not found or found[-1].offset < end - 1:
                batch = consumer.poll(20000).get(wanted, [])
                assert batch, f"nothing for 20 s after {len(found)} records"
                found += [
                    Read(
                        r.offset,
                        r.timestamp,
                        r.timestamp_type == 1,
                        r.key,
                        r.value,
                        tuple(r.headers),
                    )
                    for r in batch
                    if r.offset < end
                ]
        except KafkaError as refused:
            raise Refused(getattr(refused, "errno", -1), str(refused)) from refused
        finally:
            consumer.close()
        return found

    def ends(self, topic, partition):
        consumer, wanted = self._consumer(), TopicPartition(topic, partition)
        try:
            return consumer.beginning_offsets([wanted])[wanted], consumer.end_offsets([wanted])[
                wanted
            ]
        finally:
            consumer.close()

    def offset_at(self, topic, partition, timestamp):
        consumer, wanted = self._consumer(), TopicPartition(topic, partition)
        try:
            found = consumer.offsets_for_times({wanted: timestamp})[wanted]
            return None if found is None else found.offset
        finally:
            consumer.close()
