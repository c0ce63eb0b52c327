import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Record batches of Kafka's own builder, and Kafka's own reading of ours.
 *
 *  write FILE SEED   lines: batch, "producer" (what a producer may send) or "log", contents as JSON; separated by tabs
 *  check FILE        lines of batch and JSON: Kafka must accept each batch and read the same contents */
final class Batches {
    private static final HexFormat HEX = HexFormat.of();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long START = 1_600_000_000_000L;

    public static void main(String[] args) throws Exception {
        if (args[0].equals("write")) {
            write(args[1], Long.parseLong(args[2]));
        } else {
            check(args[1]);
        }
    }

    private static void write(String path, long seed) throws Exception {
        Random random = new Random(seed);
        try (PrintStream out = new PrintStream(path, "UTF-8")) {
            List<Compression> codecs = List.of(Compression.NONE, Compression.gzip().build(), Compression.snappy().build(),
                Compression.lz4().build(), Compression.zstd().build());
            for (Compression codec : codecs) {
                for (int i = 0; i < 20; i++) {
                    line(out, "producer", build(random, codec, TimestampType.CREATE_TIME, false));
                    line(out, "log", build(random, codec, TimestampType.LOG_APPEND_TIME, false));
                    line(out, "log", build(random, codec, TimestampType.CREATE_TIME, true));
                }
            }
            for (ControlRecordType type : List.of(ControlRecordType.COMMIT, ControlRecordType.ABORT)) {
                line(out, "log", MemoryRecords.withEndTransactionMarker(77L, START, 3, 1234L, (short) 5,
                    new EndTransactionMarker(type, 9)));
            }
        }
    }

    private static MemoryRecords build(Random random, Compression codec, TimestampType type, boolean holes) {
        boolean producer = random.nextBoolean();
        long base = random.nextInt(1_000_000);
        int sequence = random.nextInt(5) == 0 ? Integer.MAX_VALUE - 1 : random.nextInt(1000);
        MemoryRecordsBuilder builder = MemoryRecords.builder(ByteBuffer.allocate(1 << 16), RecordBatch.CURRENT_MAGIC_VALUE,
            codec, type, base, START + 99, producer ? random.nextInt(1 << 30) : RecordBatch.NO_PRODUCER_ID,
            producer ? (short) random.nextInt(1000) : RecordBatch.NO_PRODUCER_EPOCH,
            producer ? sequence : RecordBatch.NO_SEQUENCE, producer && random.nextBoolean(), random.nextInt(100));
        long offset = base;
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            builder.appendWithOffset(offset, new SimpleRecord(START + random.nextInt(10_000) - 5000, data(random, 30),
                data(random, 5000), headers(random)));
            offset += holes ? 1 + random.nextInt(3) : 1;
        }
        return builder.build();
    }

    private static byte[] data(Random random, int bound) {
        if (random.nextInt(5) == 0) return null;
        byte[] bytes = new byte[random.nextInt(bound)];
        if (random.nextBoolean()) random.nextBytes(bytes);
        return bytes;
    }

    private static Header[] headers(Random random) {
        Header[] headers = new Header[random.nextInt(3)];
        for (int i = 0; i < headers.length; i++) headers[i] = new RecordHeader("h\u20ac" + random.nextInt(2), data(random, 20));
        return headers;
    }

    private static void line(PrintStream out, String origin, MemoryRecords records) {
        ByteBuffer buffer = records.buffer().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        out.println(HEX.formatHex(bytes) + "\t" + origin + "\t" + describe(records.batches().iterator().next()));
    }

    private static void check(String path) throws Exception {
        int lines = 0;
        int failures = 0;
        for (String line : Files.readAllLines(Path.of(path))) {
            lines++;
            String[] field = line.split("\t");
            JsonNode expected = new ObjectMapper().readTree(field[1]);
            MemoryRecords records = MemoryRecords.readableRecords(ByteBuffer.wrap(HEX.parseHex(field[0])));
            MutableRecordBatch batch = records.batches().iterator().next();
            batch.ensureValid();
            // Through text: numbers of equal value but different width are different nodes.
            JsonNode actual = new ObjectMapper().readTree(describe(batch).toString());
            if (!actual.equals(expected)) {
                failures++;
                System.err.println("batch " + lines + ": ours " + expected + "\n  Kafka reads " + actual);
            }
        }
        System.out.println("oracle: Kafka read " + lines + " batches of ours: " + failures + " failures");
        if (lines == 0 || failures > 0) System.exit(1);
    }

    private static ObjectNode describe(RecordBatch batch) {
        ObjectNode json = JSON.objectNode();
        json.put("baseOffset", batch.baseOffset());
        json.put("lastOffset", batch.lastOffset());
        json.put("leaderEpoch", batch.partitionLeaderEpoch());
        json.put("codec", batch.compressionType().name);
        json.put("maxTimestamp", batch.maxTimestamp());
        json.put("logAppendTime", batch.timestampType() == TimestampType.LOG_APPEND_TIME);
        json.put("producerId", batch.producerId());
        json.put("producerEpoch", batch.producerEpoch());
        json.put("baseSequence", batch.baseSequence());
        json.put("lastSequence", batch.lastSequence());
        json.put("transactional", batch.isTransactional());
        json.put("control", batch.isControlBatch());
        ArrayNode records = json.putArray("records");
        for (Record record : batch) {
            ObjectNode item = records.addObject();
            item.put("offset", record.offset());
            item.put("timestamp", record.timestamp());
            item.set("key", hex(record.key()));
            item.set("value", hex(record.value()));
            ArrayNode headers = item.putArray("headers");
            for (Header header : record.headers()) {
                ObjectNode pair = headers.addObject();
                pair.put("key", header.key());
                pair.set("value", hex(header.value() == null ? null : ByteBuffer.wrap(header.value())));
            }
        }
        return json;
    }

    private static JsonNode hex(ByteBuffer buffer) {
        if (buffer == null) return JSON.nullNode();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return JSON.textNode(HEX.formatHex(bytes));
    }
}
