package dev.weft.silk;

import java.util.zip.DataFormatException;

/**
 * Decodes raw LZO1X, the output of every {@code lzo1x_*} compressor. There is no checksum: damage
 * that still decodes to the right length stays unseen.
 *
 * <p>A stream is a list of instructions; each copies earlier output ("match") and then 0 to 3
 * literal bytes, or a longer run of literals. What an instruction below 16 means depends on the
 * literals that came before it (state 0: none; 1 to 3: that many; 4: a long run). {@code D} and
 * {@code S} are fields of the instruction byte, {@code H} the byte after it, {@code W} the 16-bit
 * little-endian word after it. A match ends in {@code S} literals, the low two bits of the
 * instruction or of {@code W}.
 *
 * <table>
 * <caption>Instructions</caption>
 * <tr><td>0000LLLL</td><td>state 0</td><td>3 + L literals</td></tr>
 * <tr><td>0000DDSS</td><td>state 1-3</td><td>match of 2, distance 4 H + D + 1</td></tr>
 * <tr><td>0000DDSS</td><td>state 4</td><td>match of 3, distance 4 H + D + 2049</td></tr>
 * <tr><td>0001DLLL</td><td></td><td>match of 2 + L, distance 16384 (1 + D) + W / 4; a distance of
 *     16384 ends the stream</td></tr>
 * <tr><td>001LLLLL</td><td></td><td>match of 2 + L, distance W / 4 + 1</td></tr>
 * <tr><td>LLLDDDSS</td><td>LLL from 2</td><td>match of L + 1, distance 8 H + D + 1</td></tr>
 * </table>
 *
 * In the first, fourth and fifth an L of 0 stands for the field's greatest value plus a length in
 * further bytes: 255 for each zero byte, then a byte that is not zero. If the very first byte is
 * above 17 it is a run of that many literals less 17.
 */
final class Lzo1x {
  private final byte[] source;
  private final int sourceEnd;
  private final byte[] target;
  private final int targetEnd;
  private int in;
  private int out;

  private Lzo1x(byte[] source, int sourceLength, byte[] target, int targetLength) {
    this.source = source;
    this.sourceEnd = sourceLength;
    this.target = target;
    this.targetEnd = targetLength;
  }

  /**
   * Decodes the first {@code sourceLength} bytes of {@code source} into exactly {@code
   * targetLength} bytes.
   *
   * @throws DataFormatException where the stream is not sound, leaves input over, or yields another
   *     number of bytes
   */
  static void decompress(byte[] source, int sourceLength, byte[] target, int targetLength)
      throws DataFormatException {
    new Lzo1x(source, sourceLength, target, targetLength).run();
  }

  private void run() throws DataFormatException {
    int state = 0;
    if (sourceEnd > 0 && (source[0] & 0xFF) > 17) {
      int run = next() - 17;
      literals(run);
      state = Math.min(run, 4);
    }
    while (true) {
      int at = in;
      int instruction = next();
      int length;
      int distance;
      int after = instruction;
      if (instruction >= 64) {
        length = (instruction >> 5) + 1;
        distance = (next() << 3) + (instruction >> 2 & 7) + 1;
      } else if (instruction >= 32) {
        length = 2 + longLength(instruction & 31, 31);
        after = nextWord();
        distance = (after >> 2) + 1;
      } else if (instruction >= 16) {
        length = 2 + longLength(instruction & 7, 7);
        after = nextWord();
        distance = 16384 + ((instruction & 8) << 11) + (after >> 2);
        if (distance == 16384) {
          finish();
          return;
        }
      } else if (state == 0) {
        literals(3 + longLength(instruction, 15));
        state = 4;
        continue;
      } else {
        length = state == 4 ? 3 : 2;
        distance = (next() << 2) + (instruction >> 2) + (state == 4 ? 2049 : 1);
      }
      match(at, distance, length);
      state = after & 3;
      literals(state);
    }
  }

  private void finish() throws DataFormatException {
    if (in != sourceEnd) {
      throw new DataFormatException(
          "LZO1X stream ends after " + in + " of " + sourceEnd + " bytes of payload");
    }
    if (out != targetEnd) {
      throw new DataFormatException(
          "payload yields " + out + " bytes where the block header says " + targetEnd);
    }
  }

  private int next() throws DataFormatException {
    if (in == sourceEnd) {
      throw new DataFormatException("LZO1X stream has no end mark");
    }
    return source[in++] & 0xFF;
  }

  private int nextWord() throws DataFormatException {
    int low = next();
    return low | next() << 8;
  }

  /** At most 255 for each byte of the source, so that it can't overflow. */
  private int longLength(int field, int greatest) throws DataFormatException {
    if (field != 0) {
      return field;
    }
    int length = greatest;
    int b;
    while ((b = next()) == 0) {
      length += 255;
    }
    return length + b;
  }

  private void literals(int length) throws DataFormatException {
    if (length > sourceEnd - in) {
      throw new DataFormatException(
          "LZO1X stream wants " + length + " literal bytes, " + (sourceEnd - in) + " are left");
    }
    room(length);
    System.arraycopy(source, in, target, out, length);
    in += length;
    out += length;
  }

  private void match(int at, int distance, int length) throws DataFormatException {
    if (distance > out) {
      throw new DataFormatException(
          "LZO1X match at byte "
              + at
              + " of the payload reaches back "
              + distance
              + " bytes, only "
              + out
              + " are there");
    }
    room(length);
    copyBack(target, out, distance, length);
    out += length;
  }

  private void room(int length) throws DataFormatException {
    if (length > targetEnd - out) {
      throw new DataFormatException(
          "payload yields more than the " + targetEnd + " bytes that the block header says");
    }
  }

  /**
   * Appends {@code length} bytes that begin {@code distance} before {@code at}; the source may run
   * into the bytes just written, which then repeat.
   */
  static void copyBack(byte[] bytes, int at, int distance, int length) {
    if (distance >= length) {
      System.arraycopy(bytes, at - distance, bytes, at, length);
    } else {
      for (int i = at; i < at + length; i++) {
        bytes[i] = bytes[i - distance];
      }
    }
  }
}
