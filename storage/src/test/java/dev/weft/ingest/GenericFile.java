package dev.weft.ingest;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes SiLK files of RWGENERIC version 5, little-endian, uncompressed; IPv4 only. */
final class GenericFile implements Closeable {
  private static final int RECORD = 52;

  private final OutputStream out;
  private final ByteBuffer record = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);

  GenericFile(Path file) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    ByteBuffer header = ByteBuffer.allocate(RECORD);
    header.putInt(0xDEADBEEF).put((byte) 0).put((byte) 0x16).put((byte) 16).put((byte) 0);
    header.putInt(3_019_001).putShort((short) RECORD).putShort((short) 5);
    header.putInt(0).putInt(RECORD - 16);
    out.write(header.array());
  }

  /** Adds the rows of a batch from one number to before another. */
  void write(Batch b, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      record.clear();
      record.putLong(value(b, FlowColumn.STIME, i)).putInt((int) value(b, FlowColumn.DURATION, i));
      record.putShort((short) value(b, FlowColumn.SPORT, i));
      record.putShort((short) value(b, FlowColumn.DPORT, i));
      record.put((byte) value(b, FlowColumn.PROTOCOL, i));
      record.put((byte) value(b, FlowColumn.FLOWTYPE, i));
      record.putShort((short) value(b, FlowColumn.SENSOR, i));
      record.put((byte) value(b, FlowColumn.FLAGS, i));
      boolean tcp = value(b, FlowColumn.PROTOCOL, i) == 6;
      record.put((byte) (tcp ? value(b, FlowColumn.INITIAL_FLAGS, i) : 0));
      record.put((byte) (tcp ? value(b, FlowColumn.SESSION_FLAGS, i) : 0));
      record.put((byte) (value(b, FlowColumn.ATTRIBUTES, i) | (tcp ? 1 : 0)));
      record.putShort((short) value(b, FlowColumn.APPLICATION, i)).putShort((short) 0);
      record.putShort((short) value(b, FlowColumn.IN_INTERFACE, i));
      record.putShort((short) value(b, FlowColumn.OUT_INTERFACE, i));
      record.putInt((int) value(b, FlowColumn.PACKETS, i));
      record.putInt((int) value(b, FlowColumn.BYTES, i));
      address(b.addresses(FlowColumn.SIP), i);
      address(b.addresses(FlowColumn.DIP), i);
      address(b.addresses(FlowColumn.NHIP), i);
      out.write(record.array());
    }
  }

  private void address(AddressVector v, int row) {
    record.putInt((int) v.lows[row]);
  }

  private static long value(Batch b, FlowColumn column, int row) {
    return b.longs(column).values[row];
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
