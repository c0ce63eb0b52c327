"""aiokafka (Python, asyncio)."""

import asyncio

import aiokafka
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from clients.client import Client, Read, Refused


class AiokafkaClient(Client):
    name = "aiokafka"
    both_null = False

    def version(self) -> str:
        return aiokafka.__version__

    def _run(self, work):
        try:
            return asyncio.run(asyncio.wait_for(work, 60))
        except KafkaError as refused:
            raise Refused(getattr(refused, "errno", -1), str(refused)) from refused

    def produce(self, topic, records, codec="none", acks="all", idempotent=False):
        return self._run(self._produce(topic, records, codec, acks, idempotent))

    async def _produce(self, topic, records, codec, acks, idempotent):
        producer = AIOKafkaProducer(
            bootstrap_servers=self.bootstrap,
            compression_type=None if codec == "none" else codec,
            acks="all" if acks == "all" else int(acks),
            enable_idempotence=idempotent,
            linger_ms=5,
            max_request_size=64 << 20,
        )
        await producer.start()
        try:
            futures = [
                await producer.send(
                    topic,
                    record.value,
                    record.key,
                    record.partition,
                    record.timestamp,
                    list(record.headers),
                )
                for record in records
            ]
            found = [await future for future in futures]
            return [-1 if one is None else one.offset for one in found]
        finally:
            await producer.stop()

    async def _with_consumer(self, use):
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap,
            enable_auto_commit=False,
            auto_offset_reset="none",
            fetch_max_wait_ms=100,
            max_partition_fetch_bytes=8 << 20,
        )
        await consumer.start()
        try:
            return await use(consumer)
        finally:
            await consumer.stop()

    def read(self, topic, partition, start, end):
        async def use(consumer):
            wanted, found = TopicPartition(topic, partition), []
            consumer.assign([wanted])
            consumer.seek(wanted, start)
            while not found or found[-1].offset < end - 1:
                batch = (await consumer.getmany(timeout_ms=20000)).get(wanted, [])
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
            return found

        return self._run(self._with_consumer(use))

    def ends(self, topic, partition):
        async def use(consumer):
            wanted = TopicPartition(topic, partition)
            first = await consumer.beginning_offsets([wanted])
            return first[wanted], (await consumer.end_offsets([wanted]))[wanted]

        return self._run(self._with_consumer(use))

    def offset_at(self, topic, partition, timestamp):
        async def use(consumer):
            wanted = TopicPartition(topic, partition)
            found = (await consumer.offsets_for_times({wanted: timestamp}))[wanted]
            return None if found is None else found.offset

        return self._run(self._with_consumer(use))
