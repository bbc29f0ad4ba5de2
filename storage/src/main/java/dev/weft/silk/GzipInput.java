package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file that is gzipped as a whole. SiLK unpacks it if the name holds {@code .gz} before another
 * dot or at its end, and the content begins with 1F 8B.
 */
final class GzipInput extends FilterInputStream {
  private static final int BUFFER = 1 << 15;

  private final String file;

  private GzipInput(InputStream in, String file) throws IOException {
    super(new GZIPInputStream(in, BUFFER));
    this.file = file;
  }

  /** True where the name asks for a look at the first bytes. */
  static boolean isNamed(String path) {
    for (int i = path.indexOf(".gz"); i >= 0; i = path.indexOf(".gz", i + 1)) {
      if (i + 3 == path.length() || path.charAt(i + 3) == '.') {
        return true;
      }
    }
    return false;
  }

  /** True where the stream begins as a gzip file does. */
  static boolean isGzip(InputStream in) throws IOException {
    return isMagic(in.readNBytes(2));
  }

  private static boolean isMagic(byte[] first) {
    return first.length == 2 && (first[0] & 0xFF) == 0x1F && (first[1] & 0xFF) == 0x8B;
  }

  /** The stream itself, or unpacked if the file's name and content say so. */
  static InputStream unpack(InputStream in, String file) throws IOException {
    if (!isNamed(file)) {
      return in;
    }
    PushbackInputStream peeked = new PushbackInputStream(in, 2);
    byte[] first = peeked.readNBytes(2);
    peeked.unread(first);
    if (!isMagic(first)) {
      return peeked;
    }
    try {
      return new GzipInput(peeked, file);
    } catch (EOFException | ZipException e) {
      throw corrupt(file, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (EOFException | ZipException e) {
      throw corrupt(file, e);
    }
  }

  /**
   * Never promises a byte: a buffer above would read on in the same call, and lose what it has when
   * the data turn out to be cut short.
   */
  @Override
  public int available() {
    return 0;
  }

  private static CorruptFileException corrupt(String file, IOException e) {
    String detail =
        e instanceof EOFException
            ? "gzip data are cut short"
            : "gzip data are damaged: " + e.getMessage();
    CorruptFileException corrupt = new CorruptFileException(file, -1, detail);
    corrupt.initCause(e);
    return corrupt;
  }
}
