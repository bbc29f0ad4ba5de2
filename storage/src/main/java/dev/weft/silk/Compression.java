package dev.weft.silk;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** How the data section of a SiLK file is compressed; ordinals are the numbers in the header. */
public enum Compression {
  /** Plain bytes, no blocks. */
  NONE,
  /** A zlib stream (RFC 1950) a block. */
  ZLIB,
  /** Raw LZO1X a block, see {@link Lzo1x}. */
  LZO1X,
  /** Raw Snappy a block, see {@link Snappy}. */
  SNAPPY;

  private static final Compression[] VALUES = values();

  /** The method of a number in a header; null where there is none. */
  static @Nullable Compression ofNumber(int number) {
    return number < VALUES.length ? VALUES[number] : null;
  }

  /**
   * Decompresses one block.
   *
   * @param source holds the payload in its first {@code sourceLength} bytes
   * @param target room for {@code targetLength + 1} bytes at least; the last one is scratch
   * @param targetLength bytes the payload has to yield, no more and no less
   * @throws DataFormatException saying what is wrong with the payload
   */
  void decompress(byte[] source, int sourceLength, byte[] target, int targetLength)
      throws DataFormatException {
    switch (this) {
      case NONE -> {
        if (sourceLength != targetLength) {
          throw wrongLength(targetLength, sourceLength);
        }
        System.arraycopy(source, 0, target, 0, targetLength);
      }
      case ZLIB -> inflate(source, sourceLength, target, targetLength);
      case LZO1X -> Lzo1x.decompress(source, sourceLength, target, targetLength);
      case SNAPPY -> Snappy.decompress(source, sourceLength, target, targetLength);
    }
  }

  /** Bytes after the end of the zlib stream are ignored, as SiLK ignores them. */
  private static void inflate(byte[] source, int sourceLength, byte[] target, int targetLength)
      throws DataFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(source, 0, sourceLength);
      int n = 0;
      // One byte more than wanted: it shows a stream that is too long, and lets the inflater go on
      // to the checksum of one that fits.
      while (!inflater.finished() && n <= targetLength) {
        int k = inflater.inflate(target, n, targetLength + 1 - n);
        n += k;
        if (k == 0 && !inflater.finished()) {
          if (inflater.needsDictionary()) {
            throw new DataFormatException("zlib stream needs a preset dictionary");
          }
          throw new DataFormatException(
              "zlib stream is cut short after " + n + " of " + targetLength + " bytes");
        }
      }
      if (n != targetLength) {
        throw wrongLength(targetLength, n);
      }
    } finally {
      inflater.end();
    }
  }

  private static DataFormatException wrongLength(int expected, int found) {
    return new DataFormatException(
        "payload yields "
            + (found > expected ? "more than " + expected : Integer.toString(found))
            + " bytes where the block header says "
            + expected);
  }
}
