package dev.weft.generate;

import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * Traffic of a made-up site: conversations of inside hosts with the outside and with each other,
 * both directions, busier by day than by night and at weekends, with scans, long flows that the
 * collector cuts, and a share of IPv6. The same settings give the same flows.
 *
 * <p>Flows come hour by hour, in each hour sensor by sensor, roughly ordered by start. Not
 * thread-safe.
 */
public final class TrafficGenerator {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long ACTIVE_TIMEOUT_MILLIS = 1_800_000;
  private static final double IPV6_SHARE = 0.08;
  private static final double SCAN_SHARE = 0.04; // of conversations; a scan is one flow
  private static final double INSIDE_SERVER_SHARE = 0.15;
  private static final double INTERNAL_SHARE = 0.10;

  private static final long MOST_PACKETS = 2_000_000;
  private static final int MTU = 1_500;

  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int PSH = 8;
  private static final int ACK = 16;

  /** Busy-ness of each hour of the day. */
  private static final int[] DAY = {
    22, 18, 15, 14, 14, 16, 24, 42, 72, 95, 100, 98, 88, 94, 99, 96, 90, 80, 62, 50, 44, 40, 34, 27
  };

  /** How hosts are drawn. */
  public enum Addresses {
    /** Few busy and many rare hosts, 8 % of the conversations over IPv6: as networks are. */
    BUSY_AND_RARE,
    /** IPv4 hosts drawn evenly from pools of millions: the worst case for size and grouping. */
    UNIFORM_IPV4
  }

  /**
   * What to make.
   *
   * @param flows exact number of flows
   * @param days days of traffic, at least 1
   * @param sensors number of sensors, 1 to 250
   * @param firstDay start of the first day, ms since the epoch, a multiple of a day
   * @param addresses how hosts are drawn
   */
  public record Settings(
      long flows, int days, int sensors, long seed, long firstDay, Addresses addresses) {
    /** Realistic addresses. */
    public Settings(long flows, int days, int sensors, long seed, long firstDay) {
      this(flows, days, sensors, seed, firstDay, Addresses.BUSY_AND_RARE);
    }

    public Settings {
      if (flows < 0) {
        throw new IllegalArgumentException("the number of flows can't be negative: " + flows);
      }
      if (days < 1 || days > 36_500) {
        throw new IllegalArgumentException("days must be 1 to 36500, not " + days);
      }
      if (sensors < 1 || sensors > 250) {
        throw new IllegalArgumentException("sensors must be 1 to 250, not " + sensors);
      }
      if (firstDay % (24 * HOUR_MILLIS) != 0) {
        throw new IllegalArgumentException("the first day must start at midnight UTC");
      }
    }
  }

  private final Settings settings;
  private final long[] flowsBefore; // flows in all (hour, sensor) cells before cell i
  private int cell = -1;
  private long emittedInCell;
  private Random64 random = new Random64(0);
  private Hosts hosts;
  private long hourStart;
  private int scanner;
  private int scanTarget;

  public TrafficGenerator(Settings settings) {
    this.settings = settings;
    this.flowsBefore = plan(settings);
    this.hosts = hostsOf(0);
  }

  /** Sensors S0, S1, ... and the types of SiLK's "twoway" site. */
  public static Site site(int sensors) {
    List<Site.Sensor> list = new ArrayList<>();
    for (int i = 0; i < sensors; i++) {
      list.add(new Site.Sensor(i, "S" + i, null, List.of("all")));
    }
    return new Site(list, flowTypes());
  }

  /** The types of SiLK's "twoway" site. */
  static List<Site.FlowType> flowTypes() {
    String[] names = {
      "in", "out", "inweb", "outweb", "innull", "outnull", "int2int", "ext2ext", "inicmp",
      "outicmp", "other"
    };
    String[] short_ = {
      "in", "out", "iw", "ow", "innull", "outnull", "int2int", "ext2ext", "inicmp", "outicmp",
      "other"
    };
    List<Site.FlowType> types = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      boolean isDefault = names[i].equals("in") || names[i].equals("inweb") || i == 8;
      types.add(new Site.FlowType(i, "all", names[i], short_[i], isDefault));
    }
    return types;
  }

  private static long[] plan(Settings s) {
    int cells = s.days() * 24 * s.sensors();
    double[] upTo = new double[cells + 1];
    for (int i = 0; i < cells; i++) {
      int hour = i / s.sensors();
      int sensor = i % s.sensors();
      long day = Math.floorDiv(s.firstDay(), 24 * HOUR_MILLIS) + hour / 24;
      boolean weekend = Math.floorMod(day + 4, 7L) == 0 || Math.floorMod(day + 4, 7L) == 6;
      double weight = DAY[hour % 24] * (weekend ? 0.4 : 1) / (1 + 0.5 * sensor);
      upTo[i + 1] = upTo[i] + weight;
    }
    long[] flows = new long[cells + 1];
    for (int i = 1; i <= cells; i++) {
      flows[i] = i == cells ? s.flows() : (long) (s.flows() * (upTo[i] / upTo[cells]));
    }
    return flows;
  }

  private Hosts hostsOf(int sensor) {
    return switch (settings.addresses()) {
      case BUSY_AND_RARE ->
          new Hosts(
              sensor,
              (int) Math.max(60, Math.min(4_000, settings.flows() / 2_000)),
              (int) Math.max(2_000, Math.min(4_000_000, settings.flows() / 12)),
              false);
      case UNIFORM_IPV4 ->
          new Hosts(
              sensor,
              (int) Math.max(60, Math.min(4_000_000, settings.flows() / 8)),
              (int) Math.max(2_000, Math.min(1L << 30, settings.flows() / 2)),
              true);
    };
  }

  /**
   * Fills a batch with the next flows.
   *
   * @param batch a batch of flows with every stored column
   * @param capacity rows it has room for, at least 2
   * @return false at the end, with the batch empty
   */
  public boolean next(Batch batch, int capacity) {
    FlowAppender out = new FlowAppender(batch);
    out.clear();
    while (out.size() + 2 <= capacity) {
      if (cell < 0 || emittedInCell == flowsBefore[cell + 1] - flowsBefore[cell]) {
        if (cell + 2 == flowsBefore.length) {
          break;
        }
        startCell(cell + 1);
        continue;
      }
      int before = out.size();
      long left = flowsBefore[cell + 1] - flowsBefore[cell] - emittedInCell;
      conversation(out, left > 1);
      emittedInCell += out.size() - before;
    }
    out.finish();
    return out.size() > 0;
  }

  private int sensor() {
    return cell % settings.sensors();
  }

  private void startCell(int next) {
    cell = next;
    emittedInCell = 0;
    random = new Random64(Random64.mix(settings.seed()) ^ Random64.mix(~(long) cell));
    hosts = hostsOf(sensor());
    hourStart = settings.firstDay() + (cell / settings.sensors()) * HOUR_MILLIS;
    scanner = random.below(5_000);
    scanTarget = random.below(hosts.insideCount());
  }

  private long clip(long time) {
    return Math.max(hourStart, Math.min(hourStart + HOUR_MILLIS - 1, time));
  }

  private void conversation(FlowAppender out, boolean mayReply) {
    long cellFlows = flowsBefore[cell + 1] - flowsBefore[cell];
    long even = (long) ((double) emittedInCell / cellFlows * HOUR_MILLIS);
    long start = clip(hourStart + even + random.below(4_000) - 2_000);
    double kind = random.unit();
    if (kind < SCAN_SHARE) {
      scan(out, start);
    } else if (kind < SCAN_SHARE + INTERNAL_SHARE) {
      exchange(out, start, mayReply, true, true);
    } else {
      boolean toInside = kind < SCAN_SHARE + INTERNAL_SHARE + INSIDE_SERVER_SHARE;
      exchange(out, start, mayReply, !toInside, toInside);
    }
  }

  /** One probe of a scanner that walks through the inside network. */
  private void scan(FlowAppender out, long start) {
    if (random.chance(0.002)) {
      scanner = random.below(5_000);
    }
    scanTarget = (scanTarget + 1) % hosts.insideCount();
    out.addresses(0, Hosts.outsideIpv4(scanner), 0, hosts.insideIpv4(scanTarget));
    int[] ports = {22, 23, 80, 443, 445, 1433, 3306, 3389, 5432, 8080};
    int dport = ports[scanner % ports.length];
    boolean web = dport == 80 || dport == 443 || dport == 8080;
    int sport = 1_024 + random.below(64_000);
    out.flow(
        web ? FlowAppender.INWEB : FlowAppender.IN,
        sensor(),
        Service.TCP,
        sport,
        dport,
        1,
        40 + 4 * (scanner % 3),
        SYN,
        0,
        start,
        0,
        0,
        0);
  }

  /** A client's flow and, mostly, its server's answer. */
  private void exchange(
      FlowAppender out, long start, boolean mayReply, boolean clientInside, boolean serverInside) {
    Service service = Service.pick(random);
    boolean internal = clientInside && serverInside;
    boolean ipv6 = settings.addresses() == Addresses.BUSY_AND_RARE && random.chance(IPV6_SHARE);
    int client = clientInside ? hosts.insideRank(random) : hosts.outsideRank(random);
    int server =
        serverInside
            ? random.below(Math.max(1, hosts.insideCount() / 20)) // few hosts serve
            : hosts.outsideRank(random);
    if (service.port() == 53 && !serverInside) {
      server = random.below(6); // resolvers
    }
    long clientHigh = ipv6 ? hosts.ipv6High(clientInside, client) : 0;
    long clientLow =
        ipv6
            ? hosts.ipv6Low(clientInside, client)
            : clientInside ? hosts.insideIpv4(client) : Hosts.outsideIpv4(client);
    long serverHigh = ipv6 ? hosts.ipv6High(serverInside, server) : 0;
    long serverLow =
        ipv6
            ? hosts.ipv6Low(serverInside, server)
            : serverInside ? hosts.insideIpv4(server) : Hosts.outsideIpv4(server);

    boolean tcp = service.protocol() == Service.TCP;
    boolean icmp = service.protocol() == Service.ICMP;
    int protocol = icmp && ipv6 ? Service.ICMP6 : service.protocol();
    boolean failed = tcp && random.chance(0.05);
    double scale = 0.3 + random.longTailed(10) / 20.0;
    long packets = Math.max(1, (long) (service.requestPackets() * scale));
    long replyPackets =
        Math.max(1, (long) (service.replyPackets() * scale * random.longTailed(10) / 10));
    packets = Math.min(MOST_PACKETS, packets); // SiLK's counters hold 32 bits
    replyPackets = Math.min(MOST_PACKETS, replyPackets);
    if (service.requestPackets() == 1) {
      packets = 1;
      replyPackets = 1;
    }
    long duration =
        packets == 1 && replyPackets == 1 ? 0 : random.longTailed(service.millis() / 2 + 1);
    long bytes = packets * size(service.requestSize());
    long replyBytes = replyPackets * size(service.replySize());
    int attributes = 0;
    if (duration > ACTIVE_TIMEOUT_MILLIS) {
      duration = ACTIVE_TIMEOUT_MILLIS - random.below(2_000);
      attributes = 0x20; // ended by the collector's timeout
    }
    if (packets > 1 && random.chance(0.02)) {
      attributes |= 0x10; // all packets of one size
    }
    if (failed) {
      packets = 1 + random.below(3);
      bytes = packets * 60;
      replyPackets = 1;
      replyBytes = 40;
      duration = (packets - 1) * 1_000L;
    }
    int ephemeral = 32_768 + random.below(28_232);
    int sport = icmp ? 0 : service.port() == 123 ? 123 : ephemeral;
    int dport = icmp ? (ipv6 ? 128 << 8 : 8 << 8) : service.port();
    int initial = tcp ? SYN : 0;
    int session = !tcp ? 0 : failed ? 0 : closing(PSH | ACK);
    int application = failed || icmp || random.chance(0.12) ? 0 : service.port();
    int requestType = internal ? FlowAppender.INT2INT : type(service, !clientInside);
    int replyType = internal ? FlowAppender.INT2INT : type(service, clientInside);

    out.addresses(clientHigh, clientLow, serverHigh, serverLow);
    out.flow(
        requestType,
        sensor(),
        protocol,
        sport,
        dport,
        packets,
        bytes,
        initial,
        session,
        start,
        duration,
        application,
        attributes);
    if (!mayReply || service.replyPackets() == 0 || failed && random.chance(0.5)) {
      return;
    }
    long latency = 1 + random.below(internal ? 2 : 60);
    out.addresses(serverHigh, serverLow, clientHigh, clientLow);
    out.flow(
        replyType,
        sensor(),
        protocol,
        icmp ? 0 : service.port(),
        icmp ? (ipv6 ? 129 << 8 : 0) : sport,
        replyPackets,
        replyBytes,
        !tcp ? 0 : failed ? RST | ACK : SYN | ACK,
        tcp && !failed ? closing(PSH | ACK) : 0,
        clip(start + latency),
        Math.max(0, duration - latency),
        application,
        attributes);
  }

  /** Bytes of a packet, around a typical size. */
  private int size(int typical) {
    return Math.min(MTU, 40 + random.below(2 * Math.max(1, typical - 40)));
  }

  private int closing(int flags) {
    double u = random.unit();
    return u < 0.85 ? flags | FIN : u < 0.95 ? flags | RST : flags;
  }

  private static int type(Service service, boolean incoming) {
    if (service.isWeb()) {
      return incoming ? FlowAppender.INWEB : FlowAppender.OUTWEB;
    }
    return incoming ? FlowAppender.IN : FlowAppender.OUT;
  }

  /** The columns that {@link #next} fills. */
  public static List<FlowColumn> columns() {
    List<FlowColumn> columns = new ArrayList<>();
    for (FlowColumn c : FlowColumn.values()) {
      if (c.isStored()) {
        columns.add(c);
      }
    }
    return columns;
  }
}
