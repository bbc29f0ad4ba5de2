package dev.weft.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The standard streams, and which of them a person looks at. */
final class Streams {
  private static final int BUFFER = 1 << 16;

  /** Digits of the descriptors that are terminals, as the {@code weft} script found them. */
  private static final String TERMINALS =
      System.getProperty("weft.terminals", System.console() == null ? "" : "012");

  private Streams() {}

  static boolean inputIsTerminal() {
    return TERMINALS.contains("0");
  }

  static boolean outputIsTerminal() {
    return TERMINALS.contains("1");
  }

  static boolean errorIsTerminal() {
    return TERMINALS.contains("2");
  }

  /**
   * Standard output as buffered UTF-8. Its writes throw {@link ClosedOutputException} once nobody
   * reads; {@link System#out} would hide that and go on for hours.
   */
  static Writer output() {
    return writer(standardOutput());
  }

  static OutputStream standardOutput() {
    return new FileOutputStream(FileDescriptor.out);
  }

  static Writer writer(OutputStream target) {
    return new BufferedWriter(
        new OutputStreamWriter(new Noticing(target), StandardCharsets.UTF_8), BUFFER);
  }

  private static final class Noticing extends FilterOutputStream {
    Noticing(OutputStream target) {
      super(target);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        String message = String.valueOf(e.getMessage());
        throw message.contains("Broken pipe") || message.contains("EPIPE")
            ? new ClosedOutputException(e)
            : e;
      }
    }
  }
}
