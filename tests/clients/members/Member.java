// A group member on Apache Kafka's Java client; see README.md.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

public final class Member {
  private static final TreeSet<Integer> held = new TreeSet<>();

  private static void show() {
    StringBuilder line = new StringBuilder("assigned");
    held.forEach(partition -> line.append(' ').append(partition));
    System.out.println(line);
    System.out.flush();
  }

  private static Properties settings(String[] arguments) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", arguments[0]);
    settings.put("group.id", arguments[1]);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", "false");
    settings.put("session.timeout.ms", "6000");
    settings.put("heartbeat.interval.ms", "500");
    settings.put("max.poll.interval.ms", "10000");
    settings.put("fetch.max.wait.ms", "100");
    if (arguments.length > 3 && !arguments[3].equals("-")) {
      settings.put("group.instance.id", arguments[3]);
    }
    if (arguments.length > 4 && arguments[4].equals("cooperative-sticky")) {
      settings.put("partition.assignment.strategy",
          "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
    }
    return settings;
  }

  public static void main(String[] arguments) throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Thread reader = new Thread(() -> {
      try {
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      } catch (Exception ended) {
        // The same as a line.
      }
      stop.set(true);
    });
    reader.setDaemon(true);
    reader.start();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
        settings(arguments), new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(arguments[2]), new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
          partitions.forEach(partition -> held.remove(partition.partition()));
          show();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
          partitions.forEach(partition -> held.add(partition.partition()));
          show();
        }
      });
      while (!stop.get()) {
        ConsumerRecords<String, String> found = consumer.poll(Duration.ofMillis(200));
        for (ConsumerRecord<String, String> record : found) {
          System.out.println("read " + record.partition() + " " + record.offset() + " " + record.value());
        }
        System.out.flush();
        if (!found.isEmpty()) {
          try {
            consumer.commitSync();
          } catch (KafkaException refused) {  // a rebalance came in between: it is read again
            System.err.println("commit " + refused);
          }
        }
      }
    }
  }
}
