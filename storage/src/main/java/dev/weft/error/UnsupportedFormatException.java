package dev.weft.error;

/** A sound file of a kind or version that this Weft does not read. */
public class UnsupportedFormatException extends CorruptFileException {
  private static final long serialVersionUID = 1L;

  /** See {@link CorruptFileException#CorruptFileException}. */
  public UnsupportedFormatException(String file, long offset, String detail) {
    super(file, offset, detail);
  }
}
