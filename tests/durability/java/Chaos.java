// A producer or a consumer of the Java client that says on its standard output what happens, one line an event, so
// that the harness can keep a history. Ends when its standard input does.
//   Chaos produce BOOTSTRAP TOPIC PARTITIONS FIRST_VALUE PER_SECOND IDEMPOTENT
//     I partition value nanoseconds (CLOCK_MONOTONIC, before the send) | A partition offset value | U value error
//   Chaos consume BOOTSTRAP TOPIC GROUP
//     S (partitions were assigned) | P partition offset value | C partition offset (committed)
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

public final class Chaos {
  private static volatile boolean stopping = false;

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
    }
  }

  private static Properties common(String bootstrap) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrap);
    properties.put("reconnect.backoff.ms", "20");
    properties.put("reconnect.backoff.max.ms", "200");
    properties.put("retry.backoff.ms", "50");
    return properties;
  }

  private static void produce(String[] a) throws Exception {
    Properties properties = common(a[1]);
    boolean idempotent = Boolean.parseBoolean(a[6]);
    properties.put("acks", "all");
    properties.put("linger.ms", "3");
    properties.put("enable.idempotence", Boolean.toString(idempotent));
    if (!idempotent) {
      properties.put("max.in.flight.requests.per.connection", "1");
    }
    properties.put("delivery.timeout.ms", "120000");
    properties.put("max.block.ms", "60000");
    int partitions = Integer.parseInt(a[3]);
    long value = Long.parseLong(a[4]);
    long pauseNanos = 10_000_000_000L / Long.parseLong(a[5]);
    Semaphore slots = new Semaphore(400);
    ByteArraySerializer bytes = new ByteArraySerializer();
    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes);
    while (!stopping) {
      for (int i = 0; i < 10; ++i) {
        slots.acquire();
        final long sent = ++value;
        final int partition = (int) (sent % partitions);
        byte[] payload = (sent + " " + ".".repeat((int) (sent % 300))).getBytes(StandardCharsets.US_ASCII);
        say("I " + partition + " " + sent + " " + System.nanoTime());
        producer.send(new ProducerRecord<>(a[2], partition, null, payload), (told, error) -> {
          if (error == null) {
            say("A " + partition + " " + told.offset() + " " + sent);
          } else {
            say("U " + sent + " " + error.toString().replace('\n', ' '));
          }
          slots.release();
        });
      }
      Thread.sleep(pauseNanos / 1_000_000, (int) (pauseNanos % 1_000_000));
    }
    producer.close(Duration.ofSeconds(90));
  }

  private static void consume(String[] a) {
    Properties properties = common(a[1]);
    properties.put("group.id", a[3]);
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("session.timeout.ms", "10000");
    properties.put("fetch.max.wait.ms", "100");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      consumer.subscribe(List.of(a[2]), new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> gone) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> now) {
          say("S");
        }
      });
      while (!stopping) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String text = new String(record.value(), StandardCharsets.US_ASCII);
          say("P " + record.partition() + " " + record.offset() + " " + text.substring(0, text.indexOf(' ')));
          next.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        if (next.isEmpty()) {
          continue;
        }
        try {
          consumer.commitSync(next, Duration.ofSeconds(20));
          next.forEach((at, offset) -> say("C " + at.partition() + " " + offset.offset()));
        } catch (KafkaException outOfDate) {
          // Not committed, or nobody knows: the records come again.
        }
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Thread stopper = new Thread(() -> {
      try {
        while (System.in.read() >= 0) {}
      } catch (IOException closed) {
        // The same as its end.
      }
      stopping = true;
    });
    stopper.setDaemon(true);
    stopper.start();
    if (arguments[0].equals("produce")) {
      produce(arguments);
    } else {
      consume(arguments);
    }
  }
}
