// The suite's program on @platformatic/kafka; see pipe.mjs.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import { Consumer, Producer } from '@platformatic/kafka'

import { calls, found, offsetsOf, run, within } from './pipe.mjs'

const common = bootstrap => ({ clientId: 'suite', bootstrapBrokers: [bootstrap], retries: 30, retryDelay: 200 })

const consumerOf = (bootstrap, groupId, more = {}) => new Consumer({
  ...common(bootstrap),
  groupId,
  sessionTimeout: 6000,
  rebalanceTimeout: 10000,
  heartbeatInterval: 500,
  maxWaitTime: 100,
  ...more
})

async function withConsumer (bootstrap, ask) {
  const consumer = consumerOf(bootstrap, `read-${randomUUID()}`)
  try {
    return await ask(consumer)
  } finally {
    await consumer.close(true)
  }
}

const offsetOf = (bootstrap, topic, partition, timestamp) => withConsumer(bootstrap, async consumer =>
  (await consumer.listOffsets({ topics: [topic], timestamp })).get(topic)[partition])

const driver = {
  module: '@platformatic/kafka',

  code (error) {
    if (typeof error?.apiCode === 'number') return error.apiCode
    for (const inner of [...(error?.errors ?? []), ...(error?.cause ? [error.cause] : [])]) {
      const code = driver.code(inner)
      if (code !== -1) return code
    }
    return -1
  },

  async produce (bootstrap, topic, records, codec, acks, idempotent) {
    const producer = new Producer({ ...common(bootstrap), idempotent, autocreateTopics: true })
    try {
      const offsets = []
      for (const part of calls(records)) {
        const told = await producer.send({
          acks: acks === 'all' ? -1 : Number(acks),
          compression: codec,
          messages: part.map(({ partition, time, key, value, headers }) => ({
            topic,
            partition,
            key: key ?? undefined,
            value: value ?? undefined,
            headers: new Map(headers.map(([name, content]) => [Buffer.from(name), content])),
            ...(time === null ? {} : { timestamp: time })
          }))
        })
        offsets.push(...offsetsOf(part, partition => told.offsets?.find(one => one.partition === partition)?.offset))
      }
      return offsets
    } finally {
      await producer.close()
    }
  },

  // A stream belongs to a group: a group of one is made for this, and told where to begin.
  read: (bootstrap, topic, partition, start, end) => withConsumer(bootstrap, async consumer => {
    const stream = await consumer.consume({
      topics: [topic],
      mode: 'manual',
      fallbackMode: 'fail',
      offsets: [{ topic, partition, offset: start }],
      autocommit: false
    })
    const gather = async () => {
      const lines = []
      for await (const message of stream) {
        if (message.partition !== partition || message.offset < start || message.offset >= end) continue
        const { offset, timestamp, key, value, headerEntries } = message
        lines.push(found(offset, timestamp, false, key, value, headerEntries))
        if (offset + 1n >= end) break
      }
      return lines
    }
    return within(30, 'records', gather())
  }),

  ends: async (bootstrap, topic, partition) => [
    await offsetOf(bootstrap, topic, partition, -2n), await offsetOf(bootstrap, topic, partition, -1n)],

  offsetAt: offsetOf
}

async function member (told) {
  const consumer = consumerOf(told.bootstrap, told.group, told.instance ? { groupInstanceId: told.instance } : {})
  consumer.on('consumer:group:join', ({ assignments }) =>
    told.assigned((assignments ?? []).filter(one => one.topic === told.topic).flatMap(one => one.partitions)))
  consumer.on('consumer:group:rebalance', () => told.assigned([]))
  let stopping = false
  let stream
  const consume = async () => {
    while (!stopping) {
      try {
        stream = await consumer.consume({
          topics: [told.topic], mode: 'committed', fallbackMode: 'earliest', autocommit: false
        })
        let last = new Map()
        for await (const message of stream) {
          told.read(message.partition, message.offset, message.value)
          last.set(message.partition, message)
          if (stream.readableLength > 0) continue
          const seen = [...last.values()]
          last = new Map()
          await Promise.all(seen.map(one => one.commit())).catch(error => told.problem('commit', error))
        }
      } catch (error) { // the stream ends with its error; who uses it makes another
        told.problem('stream', error)
        await sleep(200)
      }
    }
  }
  const consuming = consume()
  await told.stopped
  stopping = true
  await stream?.close()
  await consuming
  await consumer.close(true)
}

await run(driver, member)
