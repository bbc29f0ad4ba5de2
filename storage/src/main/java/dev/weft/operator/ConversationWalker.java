package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.Arrays;

/** {@link Conversations}. */
final class ConversationWalker implements Walker {
  private static final int START = 0;
  private static final int LENGTH = 1;
  private static final int FORWARD = 2;
  private static final int PACKETS = 3;
  private static final int BYTES = 4;
  private static final int MARKS = 5;
  private static final int TYPE = 6;
  private static final int COLUMNS = 7;

  private static final int NUMBERS = 2;
  private static final int ANSWER = Conversations.OUTPUT.size() - 1;

  private final long idle;
  private final KeyedLayout layout;
  private final BatchSink next;
  private final Batch out;
  private int filled;

  // The conversation: of the lower and the higher end, then of what each sent (lower end: 1).
  private final long[] highs = new long[2];
  private final long[] lows = new long[2];
  private final long[] ports = new long[2];
  private long protocol;
  private boolean open;
  private long start;
  private long end;
  private final long[] flows = new long[2];
  private final long[] packets = new long[2];
  private final long[] bytes = new long[2];
  private final long[] marks = new long[2];
  private final long[] first = new long[2];
  private final long[] type = new long[2];

  ConversationWalker(Conversations conversations, KeyedLayout layout, BatchSink next) {
    this.idle = conversations.idle();
    this.layout = layout;
    this.next = next;
    boolean[] all = new boolean[Conversations.OUTPUT.size()];
    Arrays.fill(all, true);
    this.out = BatchCopier.empty(Conversations.OUTPUT, all);
  }

  @Override
  public void begin(long rowsBefore) {
    open = false;
  }

  @Override
  public void row(long[][] piece, int row, boolean newKey) throws IOException {
    if (newKey) {
      close();
    }
    if (hasNull(piece, row)) {
      return;
    }
    long from = piece[layout.column(START)][row];
    if (open && from > end && from - end > idle) {
      close();
    }
    if (!open) {
      open(piece, row, from);
    }
    int side = (int) piece[layout.column(FORWARD)][row];
    end = Math.max(end, from + piece[layout.column(LENGTH)][row]);
    if (flows[side]++ == 0) {
      first[side] = from;
      type[side] = piece[layout.column(TYPE)][row];
    }
    packets[side] = Math.addExact(packets[side], piece[layout.column(PACKETS)][row]);
    bytes[side] = Math.addExact(bytes[side], piece[layout.column(BYTES)][row]);
    marks[side] |= piece[layout.column(MARKS)][row];
  }

  private boolean hasNull(long[][] piece, int row) {
    for (int i = 0; i < layout.keys() + COLUMNS; i++) {
      if (layout.isNull(piece, row, i)) {
        return true;
      }
    }
    return false;
  }

  private void open(long[][] piece, int row, long from) {
    open = true;
    start = from;
    end = from;
    for (int i = 0; i < 2; i++) {
      int side = 1 - i; // the lower end sends forward
      highs[side] = piece[layout.key(i)][row];
      lows[side] = KeyedLayout.low(piece, row, layout.key(i));
      ports[side] = piece[layout.key(3 + i)][row];
      flows[i] = 0;
      packets[i] = 0;
      bytes[i] = 0;
      marks[i] = 0;
    }
    protocol = piece[layout.key(2)][row];
  }

  private int client() {
    for (int mark : new int[] {Conversations.SYN, Conversations.REQUEST}) {
      if ((marks[0] & mark) != (marks[1] & mark)) {
        return (marks[1] & mark) != 0 ? 1 : 0;
      }
    }
    if ((marks[0] & Conversations.SYN_ACK) != (marks[1] & Conversations.SYN_ACK)) {
      return (marks[1] & Conversations.SYN_ACK) != 0 ? 0 : 1;
    }
    if (flows[0] == 0 || flows[1] == 0) {
      return flows[1] == 0 ? 0 : 1;
    }
    if (first[0] != first[1]) {
      return first[1] < first[0] ? 1 : 0;
    }
    return ports[0] > ports[1] ? 0 : 1;
  }

  private void close() throws IOException {
    if (!open) {
      return;
    }
    open = false;
    int client = client();
    int server = 1 - client;
    setAddress(0, client);
    setAddress(1, server);
    long asked = type[flows[client] > 0 ? client : server];
    boolean icmp = asked >= 0;
    long[] values = {
      icmp ? 0 : ports[client],
      icmp ? asked : ports[server],
      protocol,
      start,
      end,
      end - start,
      flows[client],
      packets[client],
      bytes[client],
      flows[server],
      packets[server],
      bytes[server]
    };
    for (int i = 0; i < values.length; i++) {
      ((LongVector) out.vector(NUMBERS + i)).values[filled] = values[i];
    }
    LongVector answers = (LongVector) out.vector(ANSWER);
    answers.values[filled] = first[server];
    if (flows[server] == 0 || answers.hasNulls()) {
      answers.useNulls()[filled] = flows[server] == 0;
    }
    if (++filled == Batch.ROWS) {
      flush();
    }
  }

  private void setAddress(int column, int side) {
    AddressVector v = (AddressVector) out.vector(column);
    v.highs[filled] = highs[side];
    v.lows[filled] = lows[side];
  }

  private void flush() throws IOException {
    if (filled > 0) {
      out.size(filled);
      filled = 0;
      next.accept(out);
      out.vector(ANSWER).clearNulls();
    }
  }

  @Override
  public void end() throws IOException {
    close();
    flush();
  }
}
