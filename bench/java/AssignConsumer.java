import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * ConsumerPerformance without a group: Apache's tool subscribes, which needs the group APIs. The same client and
 * settings, all partitions assigned from the beginning, the time from the first poll to the last record.
 * Arguments: bootstrap servers, topic, partitions, records of one pass, passes. Prints one JSON object.
 */
public final class AssignConsumer {
  public static void main(String[] args) {
    String topic = args[1];
    int partitions = Integer.parseInt(args[2]);
    long wanted = Long.parseLong(args[3]);
    int passes = Integer.parseInt(args[4]);
    Properties settings = new Properties();
    settings.put("bootstrap.servers", args[0]);
    settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
    settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
    settings.put("enable.auto.commit", "false");
    settings.put("receive.buffer.bytes", "2097152");  // what ConsumerPerformance sets
    settings.put("max.partition.fetch.bytes", "1048576");
    settings.put("check.crcs", "false");
    List<TopicPartition> assigned = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      assigned.add(new TopicPartition(topic, p));
    }
    long bytes = 0;
    long nanos = 0;
    for (int pass = 0; pass < passes; pass++) {
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
        consumer.assign(assigned);
        consumer.seekToBeginning(assigned);
        long start = System.nanoTime();
        bytes += read(consumer, wanted);
        nanos += System.nanoTime() - start;
      }
    }
    double seconds = nanos / 1e9;
    double mib = bytes / 1048576.0;
    System.out.printf("{\"mib\": %.3f, \"seconds\": %.4f, \"mib_per_second\": %.2f}%n", mib, seconds, mib / seconds);
  }

  private static long read(KafkaConsumer<byte[], byte[]> consumer, long wanted) {
    long records = 0;
    long bytes = 0;
    long last = System.nanoTime();
    while (records < wanted) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofMillis(100));
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        records++;
        bytes += record.value().length;
      }
      if (!batch.isEmpty()) {
        last = System.nanoTime();
      } else if (System.nanoTime() - last > 30_000_000_000L) {
        System.err.println("only " + records + " of " + wanted + " records came");
        System.exit(1);
      }
    }
    return bytes;
  }
}
