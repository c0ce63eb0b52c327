// What the suite's programs in JavaScript share: the lines they are asked and answer with, as
// tests/clients/driver.py and tests/clients/members/README.md describe them.
import { createRequire } from 'node:module'
import readline from 'node:readline'

const fromHex = text => (text === '~' ? null : Buffer.from(text, 'hex'))
const toHex = data => (data === null || data === undefined ? '~' : Buffer.from(data).toString('hex'))

function parseHeaders (text) {
  if (text === '-') return []
  return text.split(',').map(pair => pair.split('=')).map(([name, value]) => [fromHex(name).toString(), fromHex(value)])
}

/** The line of a record that was read; headers are [name, value] pairs in their order. */
export function found (offset, time, append, key, value, headers) {
  const pairs = headers.map(([name, content]) => `${toHex(Buffer.from(name))}=${toHex(content)}`).join(',') || '-'
  return [offset, time, append ? 1 : 0, toHex(key), toHex(value), pairs].join('\t')
}

/** Splits records into calls of at most about 900 KB: these libraries send a call as one batch. */
export function * calls (records) {
  let part = []
  let bytes = 0
  for (const record of records) {
    const size = (record.key?.length ?? 0) + (record.value?.length ?? 0) + 100
    if (part.length > 0 && bytes + size > 900_000) {
      yield part
      part = []
      bytes = 0
    }
    part.push(record)
    bytes += size
  }
  if (part.length > 0) yield part
}

/** Each record's offset, from the first offset of each partition in one call. */
export function offsetsOf (part, firstOf) {
  const next = new Map()
  return part.map(({ partition }) => {
    const offset = next.get(partition) ?? firstOf(partition)
    if (offset === undefined) return -1
    next.set(partition, BigInt(offset) + 1n)
    return offset
  })
}

/** Ends a promise that does not settle in time, so that a test says what it waited for. */
export function within (seconds, what, promise) {
  let timer
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${seconds} s: ${what}`)), seconds * 1000)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

async function answer (driver, bootstrap, command, next) {
  const [kind, topic, ...rest] = command
  if (kind === 'version') {
    return [createRequire(import.meta.url)(`./node_modules/${driver.module}/package.json`).version]
  }
  if (kind === 'produce') {
    const records = []
    for (let count = Number(rest[3]); count > 0; count--) {
      const [partition, time, key, value, headers] = (await next()).split('\t')
      records.push({
        partition: Number(partition),
        time: time === '-1' ? null : BigInt(time),
        key: fromHex(key),
        value: fromHex(value),
        headers: parseHeaders(headers)
      })
    }
    const [codec, acks, idempotent] = rest
    return driver.produce(bootstrap, topic, records, codec, acks, idempotent === '1')
  }
  const partition = Number(rest[0])
  if (kind === 'read') return driver.read(bootstrap, topic, partition, BigInt(rest[1]), BigInt(rest[2]))
  if (kind === 'ends') return [(await driver.ends(bootstrap, topic, partition)).join('\t')]
  if (kind === 'offset_at') return [await driver.offsetAt(bootstrap, topic, partition, BigInt(rest[1]))]
  throw new Error(`unknown command ${kind}`)
}

async function drive (driver, bootstrap) {
  const lines = readline.createInterface({ input: process.stdin, crlfDelay: Infinity })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) process.exit(0)
    return value
  }
  while (true) {
    const command = (await next()).split('\t')
    try {
      const told = await answer(driver, bootstrap, command, next)
      process.stdout.write([...told, 'end'].join('\n') + '\n')
    } catch (error) {
      console.error(error)
      process.stdout.write(`error\t${driver.code(error)}\t${String(error.message).replace(/\s+/g, ' ')}\n`)
    }
  }
}

/** What a member of a group is to do, and how it tells. */
function memberOf ([bootstrap, group, topic, instance = '-']) {
  const stopped = new Promise(resolve => process.stdin.once('data', resolve).once('end', resolve))
  return {
    bootstrap,
    group,
    topic,
    instance: instance === '-' ? null : instance,
    stopped,
    assigned: partitions => console.log(['assigned', ...[...partitions].sort()].join(' ')),
    read: (partition, offset, value) => console.log(`read ${partition} ${offset} ${value}`),
    problem: (what, error) => console.error(what, error)
  }
}

/** Answers commands until standard input ends; as "member ..." it is a member of a group. */
export async function run (driver, member) {
  if (process.argv[2] === 'member') {
    await member(memberOf(process.argv.slice(3)))
    process.exit(0)
  }
  await drive(driver, process.argv[2])
}
