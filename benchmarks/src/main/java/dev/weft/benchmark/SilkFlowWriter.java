package dev.weft.benchmark;

import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes flows as a SiLK data root: one file for each type, sensor and hour, uncompressed,
 * little-endian, as FT_RWAUGMENTED version 5 (32 bytes a record, IPv4) or, for flows with IPv6, as
 * FT_RWIPV6 version 2 (56 bytes).
 *
 * <p>Expects the flows hour by hour and keeps the files of one hour open.
 */
final class SilkFlowWriter implements Closeable {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd.HH").withZone(ZoneOffset.UTC);

  private final Path root;
  private final Site site;
  private final boolean ipv6;
  private final byte[] bytes = new byte[56];
  private final ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final Map<Long, OutputStream> open = new HashMap<>();
  private long openHour = Long.MIN_VALUE;

  SilkFlowWriter(Path root, Site site, boolean ipv6) throws IOException {
    this.root = root;
    this.site = site;
    this.ipv6 = ipv6;
    Files.createDirectories(root);
    StringBuilder conf = new StringBuilder("version 2\n");
    site.sensors().forEach(s -> conf.append("sensor " + s.id() + " " + s.name() + "\n"));
    conf.append("class all\n  sensors");
    site.sensors().forEach(s -> conf.append(' ').append(s.name()));
    conf.append('\n');
    site.types()
        .forEach(
            t -> conf.append("  type " + t.id() + " " + t.typeName() + " " + t.flowtype() + "\n"));
    conf.append("  default-types");
    site.types().stream()
        .filter(Site.FlowType::isDefault)
        .forEach(t -> conf.append(' ').append(t.typeName()));
    conf.append("\nend class\ndefault-class all\n");
    Files.writeString(root.resolve("silk.conf"), conf);
  }

  void write(Batch flows) throws IOException {
    for (int i = 0; i < flows.size(); i++) {
      long stime = flows.longs(FlowColumn.STIME).values[i];
      long hour = Math.floorDiv(stime, HOUR_MILLIS) * HOUR_MILLIS;
      int type = (int) flows.longs(FlowColumn.FLOWTYPE).values[i];
      int sensor = (int) flows.longs(FlowColumn.SENSOR).values[i];
      OutputStream out = file(hour, type, sensor);
      boolean tcp = flows.longs(FlowColumn.PROTOCOL).values[i] == 6;
      boolean v6 = flows.longs(FlowColumn.IP_VERSION).values[i] == 6;
      long initial = flows.longs(FlowColumn.INITIAL_FLAGS).values[i];
      long session = flows.longs(FlowColumn.SESSION_FLAGS).values[i];
      record.clear();
      record.putInt(
          (int) ((tcp ? session : 0) << 24 | (tcp ? 1 : 0) << 23 | (stime - hour) & 0x3F_FFFF));
      record.put((byte) (tcp ? initial : flows.longs(FlowColumn.PROTOCOL).values[i]));
      record.put(
          (byte) (flows.longs(FlowColumn.ATTRIBUTES).values[i] | (tcp ? 1 : 0) | (v6 ? 0x80 : 0)));
      record.putShort((short) flows.longs(FlowColumn.APPLICATION).values[i]);
      record.putShort((short) flows.longs(FlowColumn.SPORT).values[i]);
      record.putShort((short) flows.longs(FlowColumn.DPORT).values[i]);
      record.putInt((int) flows.longs(FlowColumn.DURATION).values[i]);
      record.putInt((int) flows.longs(FlowColumn.PACKETS).values[i]);
      record.putInt((int) flows.longs(FlowColumn.BYTES).values[i]);
      address(flows, FlowColumn.SIP, i);
      address(flows, FlowColumn.DIP, i);
      out.write(bytes, 0, record.position());
    }
  }

  private void address(Batch flows, FlowColumn column, int row) {
    long low = flows.addresses(column).lows[row];
    if (!ipv6) {
      record.putInt((int) low);
    } else {
      record.putLong(Long.reverseBytes(flows.addresses(column).highs[row]));
      record.putLong(Long.reverseBytes(low));
    }
  }

  private OutputStream file(long hour, int type, int sensor) throws IOException {
    if (hour != openHour) {
      close();
      openHour = hour;
    }
    long key = (long) type << 32 | sensor;
    OutputStream out = open.get(key);
    if (out == null) {
      Site.FlowType flowtype = site.type(type);
      if (flowtype == null) {
        throw new IllegalArgumentException("no type " + type);
      }
      Instant time = Instant.ofEpochMilli(hour);
      Path directory = root.resolve(flowtype.typeName()).resolve(DAY.format(time));
      Files.createDirectories(directory);
      String name = flowtype.flowtype() + "-" + site.sensorLabel(sensor) + "_" + NAME.format(time);
      out = new BufferedOutputStream(Files.newOutputStream(directory.resolve(name)), 1 << 16);
      header(new DataOutputStream(out), hour, type, sensor);
      open.put(key, out);
    }
    return out;
  }

  /** Magic, little-endian data, format, file version 16, no compression; packed-file entry; end. */
  private void header(DataOutputStream out, long hour, int type, int sensor) throws IOException {
    int recordSize = ipv6 ? 56 : 32;
    out.writeInt(0xDEADBEEF);
    out.writeByte(0);
    out.writeByte(ipv6 ? 0x0B : 0x14);
    out.writeByte(16);
    out.writeByte(0);
    out.writeInt(3_019_001);
    out.writeShort(recordSize);
    out.writeShort(ipv6 ? 2 : 5);
    out.writeInt(1);
    out.writeInt(24);
    out.writeLong(hour);
    out.writeInt(type);
    out.writeInt(sensor);
    int used = 16 + 24 + 8;
    int padding = (recordSize - used % recordSize) % recordSize;
    out.writeInt(0);
    out.writeInt(8 + padding);
    out.write(new byte[padding]);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    for (OutputStream out : open.values()) {
      out.close();
    }
    open.clear();
  }
}
