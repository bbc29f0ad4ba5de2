package dev.weft.error;

import java.io.IOException;

/** Bytes of a file are not what its format says; what was delivered before remains valid. */
public class CorruptFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long offset;

  /**
   * @param file path or name of the file as the user knows it
   * @param offset byte offset of the fault in that file, or -1 where it is not known
   * @param detail what was expected and what was found, without file and offset
   */
  public CorruptFileException(String file, long offset, String detail) {
    super(offset < 0 ? file + ": " + detail : file + ", byte " + offset + ": " + detail);
    this.file = file;
    this.offset = offset;
  }

  /** Path or name of the damaged file. */
  public String file() {
    return file;
  }

  /** Byte offset of the fault, -1 if unknown. */
  public long offset() {
    return offset;
  }
}
