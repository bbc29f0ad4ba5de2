package dev.weft.jdbc.wire;

/** Writes a response with rows in it, which may become large: straight into its bytes. */
public final class ResultWriter {
  /** The kinds of response that carry rows. */
  private enum Kind {
    EXECUTE,
    METADATA,
    FETCH
  }

  private static final int CAPACITY = 16 << 10;

  private final WireWriter out = new WireWriter(CAPACITY);
  private final Kind kind;
  private final int envelope;
  private int result;
  private final FrameWriter frame;

  private ResultWriter(Kind kind, String name, int frameField, long offset, Header header) {
    this.kind = kind;
    envelope = Envelope.beginResponse(out, name);
    header.write(this);
    frame = new FrameWriter(out, frameField, offset);
  }

  @FunctionalInterface
  private interface Header {
    void write(ResultWriter writer);
  }

  /** {@code ExecuteResponse}: what a statement returns, and its first rows. */
  public static ResultWriter execute(String connection, int statement, WireSignature signature) {
    return new ResultWriter(
        Kind.EXECUTE,
        "ExecuteResponse",
        5,
        0,
        writer -> {
          writer.result = writer.out.begin(1);
          writer.describe(connection, statement, signature);
        });
  }

  /** {@code ResultSetResponse}: rows of metadata, all of them. */
  public static ResultWriter metadata(String connection, WireSignature signature) {
    return new ResultWriter(
        Kind.METADATA,
        "ResultSetResponse",
        5,
        0,
        writer -> writer.describe(connection, 0, signature));
  }

  /** {@code FetchResponse}: more rows. */
  public static ResultWriter fetch(long offset) {
    return new ResultWriter(Kind.FETCH, "FetchResponse", 1, offset, writer -> {});
  }

  private void describe(String connection, int statement, WireSignature signature) {
    out.text(1, connection);
    out.number(2, statement);
    out.flag(3, true); // the statement is the result's own
    signature.write(out, 4);
    out.number(6, -1); // rows, no count of changes
  }

  /** Takes the rows. */
  public FrameWriter rows() {
    return frame;
  }

  /**
   * The whole response.
   *
   * @param done true where no more rows follow
   */
  public byte[] finish(boolean done) {
    frame.end(done);
    if (kind == Kind.EXECUTE) {
      out.end(result);
    }
    out.end(envelope);
    return out.toBytes();
  }
}
