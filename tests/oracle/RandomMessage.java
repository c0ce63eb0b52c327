import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.types.ArrayOf;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.CompactArrayOf;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.utils.ByteUtils;

/** Writes a random instance of one of Kafka's own schemas. Tags that no schema knows come from a second generator, so that
 *  the same message can be written with and without them. */
final class RandomMessage {
    enum Style { EMPTY, EXTREME, RANDOM }

    private static final int UNKNOWN_TAG = 1000;
    private final Random random;
    private final Random tags;
    private final Style style;
    private boolean unknownTags;
    private ByteBuffer out = ByteBuffer.allocate(1 << 22);

    private RandomMessage(long seed, Style style, boolean unknownTags) {
        this.random = new Random(seed);
        this.tags = new Random(~seed);
        this.style = style;
        this.unknownTags = unknownTags;
    }

    static byte[] write(Schema schema, long seed, Style style, boolean unknownTags) {
        RandomMessage message = new RandomMessage(seed, style, unknownTags);
        message.value(schema);
        return taken(message.out);
    }

    private static byte[] taken(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip();
        buffer.get(bytes);
        return bytes;
    }

    private void value(Type type) {
        if (type instanceof Schema) {
            struct((Schema) type);
        } else if (type instanceof ArrayOf || type instanceof CompactArrayOf) {
            array(type);
        } else if (type instanceof TaggedFields) {
            tagged((TaggedFields) type);
        } else {
            simple(type);
        }
    }

    private void struct(Schema schema) {
        if (schema.isNullable()) {
            boolean absent = isNull();
            out.put((byte) (absent ? -1 : 1));
            if (absent) return;
        }
        for (BoundField field : schema.fields()) value(field.def.type);
    }

    private boolean isNull() {
        return style == Style.EMPTY || (style == Style.RANDOM && random.nextInt(3) == 0);
    }

    private int count() {
        if (style == Style.EMPTY) return 0;
        return style == Style.EXTREME ? 2 : random.nextInt(4);
    }

    private void array(Type type) {
        boolean compact = type instanceof CompactArrayOf;
        if (type.isNullable() && isNull()) {
            length(-1, compact);
            return;
        }
        int count = count();
        length(count, compact);
        for (int i = 0; i < count; i++) value(type.arrayElementType().get());
    }

    private void length(int length, boolean compact) {
        if (compact) {
            ByteUtils.writeUnsignedVarint(length + 1, out);
        } else {
            out.putInt(length);
        }
    }

    /** Known tags by chance; default values among them, which a canonical message would leave out. */
    private void tagged(TaggedFields type) {
        TreeMap<Integer, byte[]> present = new TreeMap<>();
        for (Map.Entry<Integer, Field> entry : type.fields().entrySet()) {
            if (style == Style.EMPTY || (style == Style.RANDOM && random.nextBoolean())) continue;
            ByteBuffer outer = out;
            boolean outerUnknownTags = unknownTags;
            out = ByteBuffer.allocate(1 << 20);
            // Kafka prints a tagged structure of default values when it holds unknown tags, and only then.
            unknownTags = false;
            value(entry.getValue().type);
            unknownTags = outerUnknownTags;
            present.put(entry.getKey(), taken(out));
            out = outer;
        }
        if (unknownTags) {
            for (int i = tags.nextInt(3); i > 0; i--) {
                byte[] data = new byte[tags.nextInt(200)];
                tags.nextBytes(data);
                present.put(UNKNOWN_TAG + tags.nextInt(100000), data);
            }
        }
        ByteUtils.writeUnsignedVarint(present.size(), out);
        present.forEach((tag, data) -> {
            ByteUtils.writeUnsignedVarint(tag, out);
            ByteUtils.writeUnsignedVarint(data.length, out);
            out.put(data);
        });
    }

    private long number(int bits) {
        if (style == Style.EMPTY) return 0;
        long low = -1L << (bits - 1);
        if (style == Style.EXTREME) return random.nextBoolean() ? low : ~low;
        return random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextLong() >> (64 - bits);
    }

    private void simple(Type type) {
        if (type == Type.BOOLEAN) {
            out.put((byte) (style != Style.EMPTY && random.nextBoolean() ? 1 : 0));
        } else if (type == Type.INT8) {
            out.put((byte) number(8));
        } else if (type == Type.INT16 || type == Type.UINT16) {
            out.putShort((short) number(16));
        } else if (type == Type.INT32 || type == Type.UNSIGNED_INT32) {
            out.putInt((int) number(32));
        } else if (type == Type.INT64) {
            out.putLong(number(64));
        } else if (type == Type.FLOAT64) {
            out.putDouble(style == Style.EMPTY ? 0 : style == Style.EXTREME ? -Double.MAX_VALUE : random.nextGaussian() * 1e6);
        } else if (type == Type.UUID) {
            out.putLong(number(64)).putLong(number(64));
        } else {
            sized(type);
        }
    }

    private void sized(Type type) {
        boolean shortLength = type == Type.STRING || type == Type.NULLABLE_STRING;
        boolean compact = type == Type.COMPACT_STRING || type == Type.COMPACT_NULLABLE_STRING || type == Type.COMPACT_BYTES
            || type == Type.COMPACT_NULLABLE_BYTES || type == Type.COMPACT_RECORDS || type == Type.COMPACT_NULLABLE_RECORDS;
        boolean isString = shortLength || type == Type.COMPACT_STRING || type == Type.COMPACT_NULLABLE_STRING;
        if (!isString && !compact && type != Type.BYTES && type != Type.NULLABLE_BYTES && type != Type.RECORDS
            && type != Type.NULLABLE_RECORDS) {
            throw new IllegalStateException("no writer for type " + type);
        }
        byte[] data = null;
        if (!(type.isNullable() && isNull())) data = isString ? text().getBytes(StandardCharsets.UTF_8) : raw();
        int size = data == null ? -1 : data.length;
        if (shortLength) {
            out.putShort((short) size);
        } else {
            length(size, compact);
        }
        if (data != null) out.put(data);
    }

    private byte[] raw() {
        byte[] data = new byte[style == Style.EMPTY ? 0 : style == Style.EXTREME ? 3000 : random.nextInt(40)];
        random.nextBytes(data);
        return data;
    }

    private static final String[] PIECES = {"a", "Z", "0", "-", ".", " ", "\"", "\\", "\n", "\u0001", "\u007f", "\u00e9", "\u20ac", "\ud83d\ude00"};

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = style == Style.EMPTY ? 0 : style == Style.EXTREME ? 150 : random.nextInt(12);
        for (int i = 0; i < length; i++) text.append(PIECES[random.nextInt(PIECES.length)]);
        return text.toString();
    }
}
