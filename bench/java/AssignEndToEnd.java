import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * EndToEndLatency without the group commit with which Apache's tool ends: the same clients and settings, one record
 * at a time, from before send() until poll() returns it.
 * Arguments: bootstrap servers, topic, records, record bytes. Prints one JSON object, in milliseconds.
 */
public final class AssignEndToEnd {
  private static final int WARM_UP = 200;

  public static void main(String[] args) throws Exception {
    String topic = args[1];
    int records = Integer.parseInt(args[2]);
    byte[] payload = new byte[Integer.parseInt(args[3])];
    TopicPartition partition = new TopicPartition(topic, 0);
    long[] took = new long[records];
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(args[0]);
        KafkaProducer<byte[], byte[]> producer = producer(args[0])) {
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      consumer.position(partition);
      Random random = new Random(0);
      for (int i = -WARM_UP; i < records; i++) {
        random.nextBytes(payload);
        long start = System.nanoTime();
        producer.send(new ProducerRecord<>(topic, 0, null, payload)).get();
        ConsumerRecord<byte[], byte[]> record = one(consumer);
        long nanos = System.nanoTime() - start;
        if (!Arrays.equals(record.value(), payload)) {
          throw new IllegalStateException("another record came back");
        }
        if (i >= 0) {
          took[i] = nanos;
        }
      }
    }
    Arrays.sort(took);
    System.out.printf("{\"records\": %d, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"p999_ms\": %.3f}%n", records,
        at(took, 0.5), at(took, 0.99), at(took, 0.999));
  }

  private static double at(long[] sorted, double p) {
    return sorted[(int) Math.ceil(p * sorted.length) - 1] / 1e6;
  }

  private static ConsumerRecord<byte[], byte[]> one(KafkaConsumer<byte[], byte[]> consumer) {
    long limit = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < limit) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
        return record;
      }
    }
    throw new IllegalStateException("the record never arrived");
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", servers);
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "latest");
    settings.put("fetch.max.wait.ms", "0");
    settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
    settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return new KafkaConsumer<>(settings);
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", servers);
    settings.put("linger.ms", "0");
    settings.put("acks", "all");
    settings.put("key.serializer", ByteArraySerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    return new KafkaProducer<>(settings);
  }
}
