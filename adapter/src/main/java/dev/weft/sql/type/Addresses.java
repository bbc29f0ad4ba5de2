package dev.weft.sql.type;

import dev.weft.error.QueryException;
import dev.weft.flow.IpAddress;
import java.nio.ByteBuffer;
import org.apache.calcite.avatica.util.ByteString;

/** Addresses as Calcite holds them: 16 bytes, most significant first. */
public final class Addresses {
  private Addresses() {}

  /** 16 bytes of an address. */
  public static ByteString bytes(long high, long low) {
    return new ByteString(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
  }

  /** 16 bytes of an address. */
  public static ByteString bytes(IpAddress address) {
    return bytes(address.high(), address.low());
  }

  /** The address of 16 bytes. */
  public static IpAddress address(ByteString bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes.getBytes());
    if (b.remaining() != 16) {
      throw new QueryException(
          "X'" + bytes + "' is no address, which has 16 bytes, not " + b.remaining());
    }
    return new IpAddress(b.getLong(), b.getLong());
  }

  /** Canonical text of 16 bytes. */
  public static String text(ByteString bytes) {
    return address(bytes).toString();
  }
}
