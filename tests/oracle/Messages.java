import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.types.Schema;

/** Prints instances of Kafka's messages, serialised and as JSON by Kafka's own code.
 *
 *  Arguments: a file with lines "name kind first-version last-version", the file to write, a seed. Each line written is
 *  name, kind, version, bytes as a client might send them, canonical bytes, JSON; separated by tabs. The first bytes may hold
 *  unknown tags and tagged fields with their default; the canonical ones are what Kafka writes for the same message. */
final class Messages {
    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[2]);
        int lines = 0;
        try (PrintStream out = new PrintStream(args[1], "UTF-8")) {
            for (String line : Files.readAllLines(Path.of(args[0]))) {
                String[] field = line.split(" ");
                for (short v = Short.parseShort(field[2]); v <= Short.parseShort(field[3]); v++) {
                    lines += version(out, field[0], field[1], v, seed);
                }
            }
        }
        System.out.println("oracle: " + lines + " message instances, seed " + seed);
    }

    private static String className(String name, String kind) {
        return "org.apache.kafka.common.message." + switch (kind) {
            case "request" -> name + "RequestData";
            case "response" -> name + "ResponseData";
            default -> name;
        };
    }

    private static int version(PrintStream out, String name, String kind, short version, long seed) throws Exception {
        Class<?> type = Class.forName(className(name, kind));
        Method toJson = Class.forName(className(name, kind) + "JsonConverter")
            .getMethod("write", type, short.class, boolean.class);
        Schema schema = ((Schema[]) type.getField("SCHEMAS").get(null))[version];
        for (int i = 0; i < 6; i++) {
            RandomMessage.Style style = i == 0 ? RandomMessage.Style.EMPTY
                : i == 1 ? RandomMessage.Style.EXTREME : RandomMessage.Style.RANDOM;
            long instance = seed * 1000003 + (name + kind).hashCode() * 31L + version * 7L + i;
            byte[] plain = RandomMessage.write(schema, instance, style, false);
            byte[] sent = i < 3 ? plain : RandomMessage.write(schema, instance, style, true);
            Message message = read(type, plain, version);
            byte[] canonical = toBytes(message, version);
            JsonNode json = (JsonNode) toJson.invoke(null, message, version, false);
            JsonNode again = (JsonNode) toJson.invoke(null, read(type, sent, version), version, false);
            if (!json.equals(again)) throw new IllegalStateException("unknown tags change " + name + " " + version);
            HexFormat hex = HexFormat.of();
            out.println(String.join("\t", name, kind, Short.toString(version), hex.formatHex(sent),
                hex.formatHex(canonical), json.toString()));
        }
        return 6;
    }

    private static Message read(Class<?> type, byte[] bytes, short version) throws Exception {
        Message message = (Message) type.getDeclaredConstructor().newInstance();
        ByteBufferAccessor reader = new ByteBufferAccessor(ByteBuffer.wrap(bytes));
        message.read(reader, version);
        if (reader.remaining() != 0) throw new IllegalStateException("bytes left over in " + type);
        return message;
    }

    private static byte[] toBytes(Message message, short version) {
        ByteBuffer buffer = MessageUtil.toByteBufferAccessor(message, version).buffer();
        return Arrays.copyOfRange(buffer.array(), buffer.arrayOffset() + buffer.position(),
            buffer.arrayOffset() + buffer.limit());
    }
}
