package dev.weft.jdbc;

import dev.weft.jdbc.wire.FrameRows;
import dev.weft.jdbc.wire.WireException;
import dev.weft.sql.exec.AddressTexts;
import dev.weft.sql.exec.RowForm;
import java.sql.SQLException;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a server, frame by frame. While one frame is read the next is on its way, so at most two
 * are in memory.
 */
final class RemoteCursor extends DirectCursor {
  private final FrameSource source;
  private final RowForm[] forms;
  private @Nullable AddressTexts addresses;
  private FrameRows frame;
  private boolean closed;

  RemoteCursor(FrameRows first, FrameSource source, List<ColumnMetaData> columns) {
    this.source = source;
    forms = new RowForm[columns.size()];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = form(columns.get(i).type.rep);
    }
    frame = first;
    requestNext();
  }

  private static RowForm form(ColumnMetaData.Rep rep) {
    return switch (rep) {
      case BOOLEAN -> RowForm.BOOLEAN;
      case BYTE -> RowForm.BYTE;
      case SHORT -> RowForm.SHORT;
      case INTEGER -> RowForm.INTEGER;
      case LONG -> RowForm.LONG;
      case FLOAT -> RowForm.FLOAT;
      case DOUBLE -> RowForm.DOUBLE;
      case NUMBER -> RowForm.DECIMAL;
      default -> RowForm.LABEL;
    };
  }

  private void requestNext() {
    if (!frame.done()) {
      source.request(frame.offset() + frame.count());
    }
  }

  @Override
  public boolean next() {
    try {
      while (!frame.next()) {
        if (frame.done()) {
          return false;
        }
        frame = source.await();
        requestNext();
      }
      return true;
    } catch (SQLException e) {
      throw new RemoteFailures.Carrier(e);
    } catch (WireException e) {
      throw new RemoteFailures.Carrier(RemoteFailures.garbled(e));
    }
  }

  @Override
  public void close() {
    if (!closed && !frame.done()) {
      source.abandon();
    }
    closed = true;
  }

  @Override
  RowForm form(int column) {
    return forms[column];
  }

  @Override
  boolean isNullAt(int column) {
    return frame.isNull(column);
  }

  @Override
  long wholeAt(int column) {
    return frame.whole(column);
  }

  @Override
  @Nullable String textAt(int column) {
    if (frame.isNull(column)) {
      return null;
    }
    if (!frame.isAddress(column)) {
      return frame.text(column);
    }
    AddressTexts texts = addresses;
    if (texts == null) {
      texts = new AddressTexts();
      addresses = texts;
    }
    return texts.of(frame.high(column), frame.low(column));
  }

  @Override
  @Nullable Object valueAt(int column) {
    if (frame.isAddress(column)) {
      return textAt(column);
    }
    Object value = frame.value(column);
    return value instanceof byte[] bytes ? new ByteString(bytes) : value;
  }
}
