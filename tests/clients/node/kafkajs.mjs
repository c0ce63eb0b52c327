// The suite's program on kafkajs; see pipe.mjs.
import { randomUUID } from 'node:crypto'
import zlib from 'node:zlib'

import { lz4Compress, lz4Decompress } from '@platformatic/wasm-utils'
import kafkajs from 'kafkajs'
import snappy from 'kafkajs-snappy'

import { calls, found, offsetsOf, run, within } from './pipe.mjs'

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs

// kafkajs brings gzip; the others are added as its manual says. The LZ4 frames of some packages (lz4js)
// have dependent blocks, which Apache Kafka refuses.
CompressionCodecs[CompressionTypes.Snappy] = snappy
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async encoder => lz4Compress(encoder.buffer),
  decompress: async buffer => lz4Decompress(buffer)
})
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: async encoder => zlib.zstdCompressSync(encoder.buffer),
  decompress: async buffer => zlib.zstdDecompressSync(buffer)
})

const codecs = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  lz4: CompressionTypes.LZ4,
  zstd: CompressionTypes.ZSTD
}

const client = bootstrap => new Kafka({
  clientId: 'suite',
  brokers: [bootstrap],
  logLevel: logLevel.WARN,
  logCreator: () => ({ log }) => console.error(log.message, log.error ?? ''),
  retry: { initialRetryTime: 100, maxRetryTime: 1000, retries: 30 }
})

// A header whose name repeats is one name with a list of values.
function grouped (headers) {
  const all = {}
  for (const [name, value] of headers) {
    all[name] = name in all ? [all[name], value].flat() : value
  }
  return all
}

const flat = headers => Object.entries(headers ?? {}).flatMap(([name, value]) => [value].flat().map(one => [name, one]))

const driver = {
  module: 'kafkajs',

  code (error) {
    for (let at = error; at; at = at.cause ?? at.originalError) {
      if (typeof at.code === 'number') return at.code
    }
    return -1
  },

  async produce (bootstrap, topic, records, codec, acks, idempotent) {
    const producer = client(bootstrap).producer({ idempotent, allowAutoTopicCreation: true })
    await producer.connect()
    try {
      const offsets = []
      for (const part of calls(records)) {
        const told = await producer.send({
          topic,
          acks: acks === 'all' ? -1 : Number(acks),
          compression: codecs[codec],
          messages: part.map(({ partition, time, key, value, headers }) => ({
            partition,
            key,
            value,
            headers: grouped(headers),
            ...(time === null ? {} : { timestamp: String(time) })
          }))
        })
        offsets.push(...offsetsOf(part, partition => told?.find(one => one.partition === partition)?.baseOffset))
      }
      return offsets
    } finally {
      await producer.disconnect()
    }
  },

  // The library reads in groups only: a group of one is made for this, and moved to the offset.
  async read (bootstrap, topic, partition, start, end) {
    const consumer = client(bootstrap).consumer({
      groupId: `read-${randomUUID()}`, sessionTimeout: 6000, heartbeatInterval: 500, maxWaitTimeInMs: 100
    })
    const lines = []
    let next = start
    await consumer.connect()
    try {
      await consumer.subscribe({ topics: [topic], fromBeginning: true })
      const done = new Promise((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
        consumer.run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            if (batch.partition !== partition) return
            for (const { offset, timestamp, key, value, headers, batchContext } of batch.messages) {
              const at = BigInt(offset)
              if (at < next || at >= end) continue
              next = at + 1n
              const append = batchContext?.timestampType === 1
              lines.push(found(offset, timestamp, append, key, value, flat(headers)))
            }
            if (next >= end) resolve()
          }
        }).catch(reject)
        consumer.seek({ topic, partition, offset: String(start) })
      })
      await within(30, 'records', done)
      return lines
    } finally {
      await consumer.disconnect()
    }
  },

  async admin (bootstrap, ask) {
    const admin = client(bootstrap).admin()
    await admin.connect()
    try {
      return await ask(admin)
    } finally {
      await admin.disconnect()
    }
  },

  async ends (bootstrap, topic, partition) {
    const all = await driver.admin(bootstrap, admin => admin.fetchTopicOffsets(topic))
    const { low, high } = all.find(one => one.partition === partition)
    return [low, high]
  },

  async offsetAt (bootstrap, topic, partition, time) {
    const all = await driver.admin(bootstrap, admin => admin.fetchTopicOffsetsByTimestamp(topic, Number(time)))
    return all.find(one => one.partition === partition).offset
  }
}

async function member (told) {
  const consumer = client(told.bootstrap).consumer({
    groupId: told.group,
    sessionTimeout: 6000,
    rebalanceTimeout: 10000,
    heartbeatInterval: 500,
    maxWaitTimeInMs: 100
  })
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => told.assigned(payload.memberAssignment[told.topic] ?? []))
  consumer.on(consumer.events.REBALANCING, () => told.assigned([]))
  await consumer.connect()
  await consumer.subscribe({ topics: [told.topic], fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      for (const { offset, value } of batch.messages) told.read(batch.partition, offset, value)
      const offset = String(BigInt(batch.lastOffset()) + 1n)
      await consumer.commitOffsets([{ topic: batch.topic, partition: batch.partition, offset }])
    }
  })
  await told.stopped
  await consumer.disconnect()
}

await run(driver, member)
