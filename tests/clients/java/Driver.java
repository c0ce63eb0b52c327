// The suite's program on Apache Kafka's Java client. Its commands are described in tests/clients/driver.py.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.AppInfoParser;

public final class Driver {
  private static final HexFormat HEX = HexFormat.of();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final String bootstrap;
  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final StringBuilder out = new StringBuilder();

  private Driver(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  private static byte[] fromHex(String text) {
    return text.equals("~") ? null : HEX.parseHex(text);
  }

  private static String toHex(byte[] data) {
    return data == null ? "~" : HEX.formatHex(data);
  }

  private static Headers parseHeaders(String text) {
    Headers headers = new RecordHeaders();
    if (!text.equals("-")) {
      for (String pair : text.split(",")) {
        String[] sides = pair.split("=", 2);
        headers.add(new String(fromHex(sides[0]), StandardCharsets.UTF_8), fromHex(sides[1]));
      }
    }
    return headers;
  }

  private static String printHeaders(Headers headers) {
    List<String> pairs = new ArrayList<>();
    for (Header header : headers) {
      String name = HEX.formatHex(header.key().getBytes(StandardCharsets.UTF_8));
      pairs.add(name + "=" + toHex(header.value()));
    }
    return pairs.isEmpty() ? "-" : String.join(",", pairs);
  }

  private static ProducerRecord<byte[], byte[]> parseRecord(String topic, String line) {
    String[] fields = line.split("\t", -1);
    long time = Long.parseLong(fields[1]);
    return new ProducerRecord<>(topic, Integer.parseInt(fields[0]), time < 0 ? null : time,
        fromHex(fields[2]), fromHex(fields[3]), parseHeaders(fields[4]));
  }

  private void produce(String[] command) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int left = Integer.parseInt(command[5]); left > 0; --left) {
      lines.add(in.readLine());
    }
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("compression.type", command[2]);
    settings.put("acks", command[3]);
    settings.put("enable.idempotence", command[4].equals("1") ? "true" : "false");
    settings.put("max.request.size", 64 << 20);
    settings.put("delivery.timeout.ms", 40000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String line : lines) {
        sent.add(producer.send(parseRecord(command[1], line)));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        out.append(one.get().offset()).append('\n');
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("auto.offset.reset", "none");
    settings.put("enable.auto.commit", "false");
    settings.put("fetch.max.wait.ms", 100);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void read(String[] command) {
    TopicPartition wanted = new TopicPartition(command[1], Integer.parseInt(command[2]));
    long end = Long.parseLong(command[4]);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(wanted));
      consumer.seek(wanted, Long.parseLong(command[3]));
      long giveUp = System.nanoTime() + TIMEOUT.toNanos();
      while (consumer.position(wanted) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (record.offset() < end) {
            print(record);
          }
        }
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException("not read within " + TIMEOUT);
        }
      }
    }
  }

  private void print(ConsumerRecord<byte[], byte[]> record) {
    boolean appended = record.timestampType() == TimestampType.LOG_APPEND_TIME;
    out.append(record.offset()).append('\t').append(record.timestamp()).append('\t')
        .append(appended ? 1 : 0).append('\t').append(toHex(record.key())).append('\t')
        .append(toHex(record.value())).append('\t').append(printHeaders(record.headers())).append('\n');
  }

  private void ends(String[] command) {
    TopicPartition wanted = new TopicPartition(command[1], Integer.parseInt(command[2]));
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      out.append(consumer.beginningOffsets(List.of(wanted), TIMEOUT).get(wanted)).append('\t')
          .append(consumer.endOffsets(List.of(wanted), TIMEOUT).get(wanted)).append('\n');
    }
  }

  private void offsetAt(String[] command) {
    TopicPartition wanted = new TopicPartition(command[1], Integer.parseInt(command[2]));
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      var found = consumer.offsetsForTimes(Map.of(wanted, Long.parseLong(command[3])), TIMEOUT).get(wanted);
      out.append(found == null ? -1 : found.offset()).append('\n');
    }
  }

  private void run(String[] command) throws Exception {
    switch (command[0]) {
      case "version" -> out.append(AppInfoParser.getVersion()).append('\n');
      case "produce" -> produce(command);
      case "read" -> read(command);
      case "ends" -> ends(command);
      case "offset_at" -> offsetAt(command);
      default -> throw new IllegalArgumentException("unknown command " + command[0]);
    }
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
    String text = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
    return "error\t" + Errors.forException(cause).code() + "\t" + cause.getClass().getSimpleName() + ": " + text;
  }

  public static void main(String[] arguments) throws Exception {
    Driver driver = new Driver(arguments[0]);
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    for (String line = driver.in.readLine(); line != null; line = driver.in.readLine()) {
      driver.out.setLength(0);
      try {
        driver.run(line.split("\t", -1));
        driver.out.append("end\n");
      } catch (Exception failure) {
        driver.out.setLength(0);
        driver.out.append(describe(failure)).append('\n');
      }
      answers.print(driver.out);
      answers.flush();
    }
  }
}
