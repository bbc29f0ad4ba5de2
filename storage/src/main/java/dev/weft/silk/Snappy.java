package dev.weft.silk;

import java.util.zip.DataFormatException;

/**
 * Decodes raw Snappy (not the framing format). There is no checksum: damage that still decodes to
 * the right length stays unseen.
 *
 * <p>First the uncompressed length as a varint of up to five bytes (seven bits a byte, least
 * first), then elements until the input ends. Each begins with a tag:
 *
 * <table>
 * <caption>Tags</caption>
 * <tr><td>LLLLLL00</td><td>L + 1 literals; for L from 60, the length less one stands in the L - 59
 *     little-endian bytes after the tag</td></tr>
 * <tr><td>OOOLLL01</td><td>copy of L + 4, offset 256 O + next byte</td></tr>
 * <tr><td>LLLLLL10</td><td>copy of L + 1, offset in two little-endian bytes</td></tr>
 * <tr><td>LLLLLL11</td><td>copy of L + 1, offset in four little-endian bytes</td></tr>
 * </table>
 */
final class Snappy {
  private final byte[] source;
  private final int sourceEnd;
  private int in;

  private Snappy(byte[] source, int sourceLength) {
    this.source = source;
    this.sourceEnd = sourceLength;
  }

  /**
   * Decodes the first {@code sourceLength} bytes of {@code source} into exactly {@code
   * targetLength} bytes.
   *
   * @throws DataFormatException where the stream is not sound or yields another number of bytes
   */
  static void decompress(byte[] source, int sourceLength, byte[] target, int targetLength)
      throws DataFormatException {
    new Snappy(source, sourceLength).run(target, targetLength);
  }

  private void run(byte[] target, int targetLength) throws DataFormatException {
    long declared = declaredLength();
    if (declared != targetLength) {
      throw new DataFormatException(
          "Snappy stream is of " + declared + " bytes where the block header says " + targetLength);
    }
    int out = 0;
    while (in < sourceEnd) {
      int tag = (int) bytes(1);
      int upper = tag >> 2;
      long length = upper + 1L;
      long offset = 0;
      switch (tag & 3) {
        case 0 -> length = upper < 60 ? length : 1 + bytes(upper - 59);
        case 1 -> {
          length = (upper & 7) + 4L;
          offset = (upper >> 3 << 8) + bytes(1);
        }
        case 2 -> offset = bytes(2);
        default -> offset = bytes(4);
      }
      if (length > targetLength - out) {
        throw new DataFormatException(
            "Snappy stream yields more than its " + targetLength + " bytes");
      }
      int n = (int) length;
      if ((tag & 3) == 0) {
        if (n > sourceEnd - in) {
          throw new DataFormatException(
              "Snappy stream wants " + n + " literal bytes, " + (sourceEnd - in) + " are left");
        }
        System.arraycopy(source, in, target, out, n);
        in += n;
      } else {
        if (offset == 0 || offset > out) {
          throw new DataFormatException(
              "Snappy copy reaches back " + offset + " bytes, only " + out + " are there");
        }
        Lzo1x.copyBack(target, out, (int) offset, n);
      }
      out += n;
    }
    if (out != targetLength) {
      throw new DataFormatException(
          "payload yields " + out + " bytes where the block header says " + targetLength);
    }
  }

  private long declaredLength() throws DataFormatException {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      long b = bytes(1);
      length |= (b & 0x7F) << shift;
      if (b < 0x80) {
        return length;
      }
    }
    throw new DataFormatException("length of the Snappy stream has more than five bytes");
  }

  /** The next 1 to 4 bytes as a little-endian number. */
  private long bytes(int count) throws DataFormatException {
    if (count > sourceEnd - in) {
      throw new DataFormatException("Snappy stream is cut short");
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (source[in++] & 0xFFL) << 8 * i;
    }
    return value;
  }
}
