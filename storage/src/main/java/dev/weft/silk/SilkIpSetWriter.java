package dev.weft.silk;

import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an IPset that SiLK 3.7 and later read: record version 4, big-endian, not compressed; IPv4
 * where the set holds nothing else. The layout is told at {@link SilkIpSet}.
 */
public final class SilkIpSetWriter {
  private static final int MAGIC = 0xDEADBEEF;
  private static final int BIG_ENDIAN = 1;
  private static final int FILE_VERSION = 16;
  private static final int RECORD_VERSION = 4;
  private static final int IPSET_ENTRY = 7;
  private static final int IPSET_ENTRY_LENGTH = 32;
  private static final int END_ENTRY_LENGTH = 8;

  private SilkIpSetWriter() {}

  /** Writes the set; leaves the stream open. */
  public static void write(IpRanges set, OutputStream target) throws IOException {
    boolean ipv4 = isIpv4(set);
    DataOutputStream out = new DataOutputStream(target);
    out.writeInt(MAGIC);
    out.writeByte(BIG_ENDIAN);
    out.writeByte(FormatNames.IPSET);
    out.writeByte(FILE_VERSION);
    out.writeByte(0); // no compression
    out.writeInt(0); // SiLK version: none
    out.writeShort(1);
    out.writeShort(RECORD_VERSION);
    out.writeInt(IPSET_ENTRY);
    out.writeInt(IPSET_ENTRY_LENGTH);
    for (int field : new int[] {0, 0, ipv4 ? 4 : 16, 0, 0, 0}) {
      out.writeInt(field); // children, leaves, leaf size, nodes, node size, root
    }
    out.writeInt(0);
    out.writeInt(END_ENTRY_LENGTH);
    CidrBlocks.forEach(
        set,
        (high, low, bits) -> {
          if (ipv4) {
            out.writeInt((int) low);
            out.writeByte(bits - 96);
          } else {
            out.writeLong(high);
            out.writeLong(low);
            out.writeByte(bits);
          }
        });
    out.flush();
  }

  private static boolean isIpv4(IpRanges set) {
    if (set.isEmpty()) {
      return true;
    }
    IpAddress first = set.low(0);
    IpAddress last = set.high(set.count() - 1);
    return first.isIpv4() && last.isIpv4();
  }
}
