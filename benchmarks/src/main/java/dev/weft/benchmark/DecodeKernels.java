package dev.weft.benchmark;

import dev.weft.encoding.ByteSink;
import dev.weft.encoding.Encoding;
import dev.weft.encoding.LongDecoder;
import dev.weft.encoding.LongEncoder;
import dev.weft.encoding.LongReader;
import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading and writing a block of one column of longs: nanoseconds a value, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecodeKernels {
  private static final int ROWS = 65_536;
  private static final int CHUNK = 4096;

  /** Values as columns of flows have them. */
  public enum Shape {
    /** Ports of clients: 16 bits, no order. */
    RANDOM_PORTS,
    /** Ports of servers: few values, some far more often than others. */
    SERVER_PORTS,
    /** Starts: ascending, some ms apart. */
    STARTS,
    /** Sizes: most are small, few are huge. */
    SIZES,
    /** Flags: hardly anything but one value. */
    FLAGS
  }

  /** What the column holds. */
  @Param public Shape shape = Shape.RANDOM_PORTS;

  private final long[] values = new long[ROWS];
  private final long[] out = new long[CHUNK];
  private final int[] rows = new int[CHUNK];
  private final LongEncoder encoder = new LongEncoder();
  private final LongReader reader = new LongReader();
  private final ByteSink bytes = new ByteSink();
  private LongRanges one = LongRanges.ALL;
  private Encoding encoding = Encoding.CONSTANT;

  /** Makes the values and encodes them. */
  @Setup
  public void encodeOnce() {
    LongSupplier next = values(shape, new SplittableRandom(1));
    for (int i = 0; i < ROWS; i++) {
      values[i] = next.getAsLong();
    }
    encoding = encoder.encode(values, ROWS, bytes);
    bytes.reserve(16); // which decoders may read, but not use
    one = LongRanges.ofPairs(values[7], values[7]);
  }

  private static LongSupplier values(Shape shape, SplittableRandom random) {
    long[] start = {1_772_409_600_000L};
    long[] ports = {443, 443, 443, 53, 53, 80, 80, 25, 22, 123};
    return switch (shape) {
      case RANDOM_PORTS -> () -> 1024 + random.nextInt(64_512);
      case SERVER_PORTS -> () -> ports[random.nextInt(ports.length)];
      case STARTS -> () -> start[0] += random.nextInt(12);
      case SIZES -> () -> 40 + (random.nextInt(1 << 20) >>> random.nextInt(20));
      case FLAGS -> () -> random.nextInt(20) == 0 ? random.nextInt(64) : 27;
    };
  }

  private LongDecoder open() throws IOException {
    return reader.open(encoding, bytes.array(), 0, bytes.size() - 16, ROWS);
  }

  /** Choosing an encoding and writing it. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int encode() {
    ByteSink sink = new ByteSink();
    encoder.encode(values, ROWS, sink);
    return sink.size();
  }

  /** Every value. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long read() throws IOException {
    LongDecoder decoder = open();
    long sum = 0;
    for (int from = 0; from < ROWS; from += CHUNK) {
      decoder.read(from, CHUNK, out, 0);
      sum += out[CHUNK - 1];
    }
    return sum;
  }

  /** The rows that have one value, looked for without reading where the encoding can do that. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long match() throws IOException {
    LongDecoder decoder = open();
    long sum = 0;
    for (int from = 0; from < ROWS; from += CHUNK) {
      sum += decoder.match(from, CHUNK, one, rows);
    }
    return sum;
  }
}
