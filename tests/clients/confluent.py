"""confluent-kafka (Python over librdkafka)."""

import confluent_kafka
from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

from clients.client import Client, Read, Refused


class ConfluentClient(Client):
    name = "confluent-kafka"

    def version(self) -> str:
        return f"{confluent_kafka.__version__} (librdkafka {confluent_kafka.libversion()[0]})"

    def produce(self, topic, records, codec="none", acks="all", idempotent=False):
        producer = Producer(
            {
                "bootstrap.servers": self.bootstrap,
                "compression.type": codec,
                "acks": acks,
                "enable.idempotence": idempotent,
                "linger.ms": 5,
                "message.max.bytes": 64 << 20,
                "delivery.timeout.ms": 30000,
            }
        )
        offsets, failures = [-1] * len(records), []

        def delivered(index):
            def report(error, message):
                if error is not None:
                    failures.append(Refused(error.code(), error.str()))
                else:
                    offsets[index] = -1 if message.offset() is None else message.offset()

            return report

        for index, record in enumerate(records):
            producer.produce(
                topic,
                record.value,
                record.key,
                record.partition,
                delivered(index),
                timestamp=record.timestamp or 0,
                headers=list(record.headers),
            )
            producer.poll(0)
        assert producer.flush(60) == 0, "records not delivered within 60 s"
        if failures:
            raise failures[0]
        return offsets

    def _consumer(self, **more) -> Consumer:
        return Consumer(
            {
                "bootstrap.servers": self.bootstrap,
                "group.id": "unused",
                "enable.auto.commit": False,
                "auto.offset.reset": "error",
                "fetch.wait.max.ms": 100,
                "fetch.message.max.bytes": 8 << 20,
                **more,
            }
        )

    def read(self, topic, partition, start, end):
        consumer = self._consumer()
        consumer.assign([TopicPartition(topic, partition, start)])
        found = []
        try:
            while not found or found[-1].offset < end - 1:
                message = consumer.poll(20)
                assert message is not None, f"nothing for 20 s after {len(found)} records"
                if message.error():
                    raise Refused(message.error().code(), message.error().str())
                if message.offset() >= end:
                    break
                kind, time = message.timestamp()
                found.append(
                    Read(
                        message.offset(),
                        time,
                        kind == confluent_kafka.TIMESTAMP_LOG_APPEND_TIME,
                        message.key(),
                        message.value(),
                        tuple(message.headers() or ()),
                    )
                )
        finally:
            consumer.close()
        return found

    def ends(self, topic, partition):
        consumer = self._consumer()
        try:
            return consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=20)
        finally:
            consumer.close()

    def offset_at(self, topic, partition, timestamp):
        consumer = self._consumer()
        try:
            found = consumer.offsets_for_times(
                [TopicPartition(topic, partition, timestamp)], timeout=20
            )[0]
        except KafkaException as refused:
            raise Refused(refused.args[0].code(), refused.args[0].str()) from refused
        finally:
            consumer.close()
        return None if found.offset < 0 else found.offset
