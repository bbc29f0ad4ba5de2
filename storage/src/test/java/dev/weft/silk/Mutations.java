package dev.weft.silk;

import java.util.Arrays;
import java.util.Random;

/** Damages the bytes of a file: flipped, replaced, cut, doubled. */
final class Mutations {
  private static final int[] EXTREMES = {0, 1, 0x7F, 0x80, 0x81, 0x82, 0xFF};

  private Mutations() {}

  /** A copy with one to four faults. */
  static byte[] of(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int faults = 1 + random.nextInt(4); faults > 0 && bytes.length > 0; faults--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) EXTREMES[random.nextInt(EXTREMES.length)];
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> {
          int length = random.nextInt(bytes.length - at) + 1;
          byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
          System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
          bytes = longer;
        }
        default -> {
          int early = random.nextInt(Math.min(64, bytes.length)); // headers and counts
          bytes[early] = (byte) EXTREMES[random.nextInt(EXTREMES.length)];
        }
      }
    }
    return bytes;
  }
}
