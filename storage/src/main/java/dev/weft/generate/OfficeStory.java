package dev.weft.generate;

import dev.weft.batch.Batch;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import java.util.List;

/**
 * The demonstration: five days of an office network, 9 to 13 November 2012, with a theft in it.
 *
 * <p>Behind sensor HQ stands the MySQL server 172.31.253.102 (and two lesser databases). A dozen
 * clients in branch offices use it in working hours; scanners knock at its port. On the last
 * evening one of the clients, 10.20.30.47, takes some hundred times more than on any earlier day.
 * Not thread-safe.
 */
public final class OfficeStory {
  /** Start of the day of the theft, ms since the epoch: 2012-11-13. */
  public static final long THEFT_DAY = 1_352_764_800_000L;

  /** Number of flows of the usual traffic around the story. */
  private static final long BACKGROUND_FLOWS = 400_000;

  private static final int DAYS = 5;
  private static final long DAY_MILLIS = 86_400_000;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final int CLIENTS = 12;
  private static final int THIEF = 4;

  /** What database clients do in an hour of the day, connections a client. */
  private static final int[] CONNECTIONS = {
    0, 0, 0, 0, 0, 0, 1, 3, 8, 12, 14, 13, 8, 12, 13, 12, 10, 6, 2, 1, 0, 0, 0, 0
  };

  /** A database server: address in 172.31.253.0/24, port, share of the connections in percent. */
  private record Database(int host, int port, int share) {}

  private static final Database[] DATABASES = {
    new Database(102, 3306, 80), new Database(110, 5432, 15), new Database(120, 1433, 5)
  };

  private final TrafficGenerator background;
  private final Random64 random = new Random64(20121113);
  private int hour;
  private int client;
  private int connection;

  public OfficeStory() {
    background =
        new TrafficGenerator(
            new TrafficGenerator.Settings(
                BACKGROUND_FLOWS, DAYS, 1, 20121113, THEFT_DAY - (DAYS - 1) * DAY_MILLIS));
  }

  /** One sensor, HQ, and the types of SiLK's "twoway" site. */
  public static Site site() {
    return new Site(
        List.of(new Site.Sensor(0, "HQ", "headquarters, uplink", List.of("all"))),
        TrafficGenerator.flowTypes());
  }

  /**
   * Fills a batch with the next flows, in no particular order.
   *
   * @param batch a batch of flows with every stored column
   * @param capacity rows it has room for, at least 2
   * @return false at the end, with the batch empty
   */
  public boolean next(Batch batch, int capacity) {
    if (background.next(batch, capacity)) {
      return true;
    }
    FlowAppender out = new FlowAppender(batch);
    out.clear();
    while (out.size() + 2 <= capacity && hour < DAYS * 24) {
      step(out);
    }
    out.finish();
    return out.size() > 0;
  }

  /** Emits one connection, or moves on to the next client or hour. */
  private void step(FlowAppender out) {
    boolean theft = hour / 24 == DAYS - 1 && client == THIEF && hour % 24 >= 18 && hour % 24 < 21;
    int due = theft ? 36 : CONNECTIONS[hour % 24] + random.below(2) * (CONNECTIONS[hour % 24] / 6);
    if (connection >= due) {
      connection = 0;
      client++;
      if (client == CLIENTS) {
        client = 0;
        hour++;
      }
      return;
    }
    connection++;
    long start = THEFT_DAY - (DAYS - 1) * DAY_MILLIS + hour * HOUR_MILLIS;
    start += random.below((int) HOUR_MILLIS - 1_000);
    if (!theft && random.chance(0.10)) {
      knock(out, start);
    } else {
      connect(out, start, theft);
    }
  }

  /** A scanner's probe that the server refuses: two flows without a connection. */
  private void knock(FlowAppender out, long start) {
    long scanner = Hosts.outsideIpv4(random.below(40));
    long server = server(DATABASES[0]);
    int port = 1_024 + random.below(60_000);
    out.addresses(0, scanner, 0, server);
    out.flow(FlowAppender.IN, 0, Service.TCP, port, 3306, 1, 44, 2, 0, start, 0, 0, 0);
    out.addresses(0, server, 0, scanner);
    out.flow(FlowAppender.OUT, 0, Service.TCP, 3306, port, 1, 40, 4 | 16, 0, start, 0, 0, 0);
  }

  private void connect(FlowAppender out, long start, boolean theft) {
    int share = random.below(100);
    Database database = DATABASES[0];
    if (!theft && share >= DATABASES[0].share()) {
      database = share < DATABASES[0].share() + DATABASES[1].share() ? DATABASES[1] : DATABASES[2];
    }
    long replyBytes =
        theft ? 24_000_000 + random.below(30_000_000) : 3_000 + random.longTailed(24_000);
    long replyPackets = Math.max(6, replyBytes / (theft ? 1_440 : 700));
    long packets = Math.max(5, replyPackets / (theft ? 2 : 1));
    long bytes = packets * (theft ? 52 : 90 + random.below(120));
    long duration = theft ? 180_000 + random.below(400_000) : random.longTailed(1_500);
    int port = 32_768 + random.below(28_000);
    long server = server(database);
    long clientAddress = IpAddress.IPV4_LOW | 10L << 24 | 20 << 16 | 30 << 8 | (43 + client);
    out.addresses(0, clientAddress, 0, server);
    out.flow(
        FlowAppender.IN,
        0,
        Service.TCP,
        port,
        database.port(),
        packets,
        bytes,
        2,
        1 | 8 | 16,
        start,
        duration,
        database.port(),
        0);
    out.addresses(0, server, 0, clientAddress);
    out.flow(
        FlowAppender.OUT,
        0,
        Service.TCP,
        database.port(),
        port,
        replyPackets,
        replyBytes,
        2 | 16,
        1 | 8 | 16,
        start,
        duration,
        database.port(),
        0);
  }

  private static long server(Database database) {
    return IpAddress.IPV4_LOW | 172L << 24 | 31 << 16 | 253 << 8 | database.host();
  }
}
