package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Vector;
import dev.weft.batch.Zone;
import dev.weft.error.WarningSink;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import dev.weft.operator.Plan.AggregateCall;
import dev.weft.operator.Plan.AggregateFunction;
import dev.weft.operator.Plan.SortKey;
import dev.weft.predicate.Predicate;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import dev.weft.store.FlowFile;
import dev.weft.store.FlowStore;
import dev.weft.store.KeyBounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nanoseconds a flow of the operators alone, by the clock and by the processor: flows lie in
 * arrays, so scanning costs a copy. Not a test; run {@code main} with a number of flows in
 * millions, and parts of names to run only those.
 */
public final class OperatorBenchmark {
  private static final int BLOCK = 1 << 16;

  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      (com.sun.management.OperatingSystemMXBean)
          java.lang.management.ManagementFactory.getOperatingSystemMXBean();

  private OperatorBenchmark() {}

  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args.length > 0 ? args[0] : "8") << 20;
    Store store = new Store(rows);
    Map<String, Plan> plans = plans(store);
    System.out.printf("%d flows, %d MiB heap%n", rows, Runtime.getRuntime().maxMemory() >> 20);
    plans.forEach(
        (name, plan) -> {
          if (args.length > 1 && Arrays.stream(args).skip(1).noneMatch(name::contains)) {
            return;
          }
          System.out.printf("%-34s", name);
          for (int threads = 1; threads <= 2; threads++) {
            double best = Double.MAX_VALUE;
            double leastWork = Double.MAX_VALUE;
            ScanStatistics statistics = new ScanStatistics();
            long out = 0;
            for (int i = 0; i < 4; i++) {
              statistics = new ScanStatistics();
              long work = PROCESS.getProcessCpuTime();
              long start = System.nanoTime();
              out = run(plan, threads, statistics);
              best = Math.min(best, System.nanoTime() - start);
              leastWork = Math.min(leastWork, PROCESS.getProcessCpuTime() - work);
            }
            System.out.printf(
                "  %d thread(s) %7.2f ns/flow, %7.2f ns cpu, %d rows, %d MiB spilled",
                threads, best / rows, leastWork / rows, out, statistics.bytesSpilled.sum() >> 20);
          }
          System.out.println();
        });
  }

  private static long run(Plan plan, int threads, ScanStatistics statistics) {
    long rows = 0;
    try (BatchStream stream =
        QueryRunner.run(
            plan, ScanOptions.DEFAULTS.withThreads(threads), new QueryControl(), statistics)) {
      for (Batch b = stream.next(); b != null; b = stream.next()) {
        rows += b.selected();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return rows;
  }

  private static Map<String, Plan> plans(FlowStore store) {
    AggregateCall count = new AggregateCall(AggregateFunction.COUNT, null, null);
    AggregateCall bytes = call(AggregateFunction.SUM, FlowColumn.BYTES);
    AggregateCall sources = call(AggregateFunction.COUNT_DISTINCT, FlowColumn.SIP);
    FloorTo bins = new FloorTo(input(FlowColumn.STIME), 300_000, 0);
    Map<String, Plan> plans = new LinkedHashMap<>();
    plans.put("count, sum", group(store, List.of(), count, bytes));
    plans.put("protocol: count", group(store, keys(FlowColumn.PROTOCOL), count));
    plans.put("protocol: count, sum", group(store, keys(FlowColumn.PROTOCOL), count, bytes));
    plans.put("dport: sum, top 10", top(group(store, keys(FlowColumn.DPORT), bytes), 1));
    plans.put("5 minutes: count, sum", group(store, List.of(bins), count, bytes));
    plans.put(
        "protocol, dport: sum",
        group(store, keys(FlowColumn.PROTOCOL, FlowColumn.DPORT), count, bytes));
    plans.put("sip: sum, top 10", top(group(store, keys(FlowColumn.SIP), bytes), 1));
    plans.put("sip: count, sum, top 10", top(group(store, keys(FlowColumn.SIP), count, bytes), 1));
    plans.put(
        "sip, dip: sum, top 10", top(group(store, keys(FlowColumn.SIP, FlowColumn.DIP), bytes), 2));
    plans.put(
        "5-tuple: sum, top 10",
        top(
            group(
                store,
                keys(
                    FlowColumn.SIP,
                    FlowColumn.DIP,
                    FlowColumn.SPORT,
                    FlowColumn.DPORT,
                    FlowColumn.PROTOCOL),
                bytes),
            5));
    plans.put("distinct sip", group(store, List.of(), sources));
    plans.put("distinct dport", group(store, List.of(), distinct(FlowColumn.DPORT)));
    plans.put("protocol: distinct sip", group(store, keys(FlowColumn.PROTOCOL), sources));
    plans.put(
        "approx distinct sip",
        group(store, List.of(), call(AggregateFunction.APPROX_COUNT_DISTINCT, FlowColumn.SIP)));
    Plan.Scan scan = scan(store, FlowColumn.SIP, FlowColumn.BYTES);
    plans.put("sort by bytes, top 100", top(scan, FlowColumn.BYTES.ordinal()));
    plans.put(
        "sort all by bytes",
        new Plan.Sort(
            scan, List.of(new SortKey(FlowColumn.BYTES.ordinal(), true, false, null)), 0, -1));
    plans.put("select sip, bytes", scan);
    return plans;
  }

  private static AggregateCall call(AggregateFunction function, FlowColumn column) {
    return new AggregateCall(function, input(column), null);
  }

  private static AggregateCall distinct(FlowColumn column) {
    return call(AggregateFunction.COUNT_DISTINCT, column);
  }

  private static Input input(FlowColumn column) {
    return new Input(column.ordinal(), column.kind(), false);
  }

  private static List<Expression> keys(FlowColumn... columns) {
    return Arrays.stream(columns).<Expression>map(OperatorBenchmark::input).toList();
  }

  private static Plan.Scan scan(FlowStore store, FlowColumn... columns) {
    return new Plan.Scan(store, new Predicate.Always(true), Set.of(columns));
  }

  private static Plan group(FlowStore store, List<Expression> keys, AggregateCall... calls) {
    Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
    keys.forEach(k -> add(k, columns));
    for (AggregateCall c : calls) {
      add(c.argument(), columns);
    }
    Plan.Scan scan = new Plan.Scan(store, new Predicate.Always(true), columns);
    return new Plan.Aggregate(scan, keys, List.of(calls));
  }

  private static void add(@Nullable Expression e, Set<FlowColumn> columns) {
    if (e instanceof Input i) {
      columns.add(FlowColumn.of(i.position()));
    } else if (e instanceof FloorTo f) {
      add(f.operand(), columns);
    }
  }

  private static Plan top(Plan plan, int position) {
    return new Plan.Sort(plan, List.of(new SortKey(position, true, false, null)), 0, 10);
  }

  /** Flows in arrays: about two flows a source, three ports of four among few. */
  private static final class Store implements FlowStore {
    private final int rows;
    private final int[] sip;
    private final int[] dip;
    private final char[] sport;
    private final char[] dport;
    private final byte[] protocol;
    private final int[] bytes;

    Store(int rows) {
      this.rows = rows;
      Random r = new Random(1);
      sip = new int[rows];
      dip = new int[rows];
      sport = new char[rows];
      dport = new char[rows];
      protocol = new byte[rows];
      bytes = new int[rows];
      for (int i = 0; i < rows; i++) {
        double skew = r.nextDouble();
        sip[i] = (int) (skew * Math.sqrt(skew) * 0.9 * rows) * 0x9E3779B1;
        dip[i] = 0x0A000000 | (int) (Math.pow(r.nextDouble(), 3) * (1 << 18));
        sport[i] = (char) r.nextInt(65536);
        dport[i] = (char) (r.nextInt(4) == 0 ? r.nextInt(65536) : 1 << r.nextInt(12));
        protocol[i] = (byte) (r.nextInt(5) == 0 ? 17 : r.nextInt(30) == 0 ? 1 : 6);
        bytes[i] = 40 + (int) Math.pow(2, r.nextDouble() * 24);
      }
    }

    private long value(FlowColumn column, int row) {
      return switch (column) {
        case SIP -> IpAddress.IPV4_LOW | sip[row] & 0xFFFF_FFFFL;
        case DIP -> IpAddress.IPV4_LOW | dip[row] & 0xFFFF_FFFFL;
        case SPORT -> sport[row];
        case DPORT -> dport[row];
        case PROTOCOL -> protocol[row];
        case BYTES -> bytes[row];
        case STIME -> 1_768_467_600_000L + row / 8;
        case NHIP,
            PACKETS,
            FLAGS,
            INITIAL_FLAGS,
            SESSION_FLAGS,
            DURATION,
            SENSOR,
            FLOWTYPE,
            APPLICATION,
            ATTRIBUTES,
            IN_INTERFACE,
            OUT_INTERFACE,
            IP_VERSION,
            ETIME ->
            0;
      };
    }

    @Override
    public Path location() {
      return Path.of("arrays");
    }

    @Override
    public Site site() {
      return Site.EMPTY;
    }

    @Override
    public List<FlowFile> files(KeyBounds bounds, WarningSink warnings) {
      return List.of(new OneFile(this));
    }

    @Override
    public Path setsDirectory() {
      return location();
    }

    @Override
    public Path mapsDirectory() {
      return location();
    }

    @Override
    public void close() {}
  }

  private record OneFile(Store store) implements FlowFile, OpenFlowFile {
    @Override
    public Path path() {
      return store.location();
    }

    @Override
    public long hour() {
      return UNKNOWN_HOUR;
    }

    @Override
    public int sensor() {
      return -1;
    }

    @Override
    public int flowtype() {
      return -1;
    }

    @Override
    public long bytes() {
      return 0;
    }

    @Override
    public OpenFlowFile open(WarningSink warnings) {
      return this;
    }

    @Override
    public int blocks() {
      return store.rows / BLOCK;
    }

    @Override
    public long rows(int block) {
      return BLOCK;
    }

    @Override
    public Zone zone(int block, FlowColumn column) {
      return column.isAddress() ? Zone.ANY_ADDRESS : Zone.ANY_LONG;
    }

    @Override
    public boolean hasSum(int block, FlowColumn column) {
      return false;
    }

    @Override
    public long sum(int block, FlowColumn column) {
      return 0;
    }

    @Override
    public boolean mayContain(FlowColumn side, long high, long low) {
      return true;
    }

    @Override
    public ChunkReader read(int block) {
      return new Reader(store, block * BLOCK);
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static final class Reader implements ChunkReader {
    private final Store store;
    private final int end;
    private int next;

    Reader(Store store, int from) {
      this.store = store;
      this.next = from - Batch.ROWS;
      this.end = from + BLOCK;
    }

    @Override
    public int next() {
      next += Batch.ROWS;
      return next < end ? Batch.ROWS : 0;
    }

    @Override
    public void read(FlowColumn column, Vector target) {
      target.clearNulls();
      long[] values;
      if (target instanceof AddressVector a) {
        a.allIpv4(true);
        Arrays.fill(a.highs, 0, Batch.ROWS, 0);
        values = a.lows;
      } else {
        values = ((LongVector) target).values;
      }
      // a loop a column: one loop with a switch inside would be what is measured
      switch (column) {
        case SIP -> copy(store.sip, values, IpAddress.IPV4_LOW);
        case DIP -> copy(store.dip, values, IpAddress.IPV4_LOW);
        case BYTES -> copy(store.bytes, values, 0);
        case DPORT -> copy(store.dport, values);
        case SPORT -> copy(store.sport, values);
        case PROTOCOL -> {
          for (int i = 0; i < Batch.ROWS; i++) {
            values[i] = store.protocol[next + i];
          }
        }
        default -> {
          for (int i = 0; i < Batch.ROWS; i++) {
            values[i] = store.value(column, next + i);
          }
        }
      }
    }

    private void copy(int[] from, long[] to, long base) {
      for (int i = 0; i < Batch.ROWS; i++) {
        to[i] = base | from[next + i] & 0xFFFF_FFFFL;
      }
    }

    private void copy(char[] from, long[] to) {
      for (int i = 0; i < Batch.ROWS; i++) {
        to[i] = from[next + i];
      }
    }

    @Override
    public void close() {}
  }
}
