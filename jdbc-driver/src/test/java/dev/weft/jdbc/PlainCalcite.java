package dev.weft.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.DataContext;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** A connection through the driver's own layers to plain Calcite over a table of numbers. */
final class PlainCalcite {
  /** Open enumerators of {@code numbers}. */
  final AtomicInteger open = new AtomicInteger();

  /** Times the store was closed. */
  final AtomicInteger storeClosed = new AtomicInteger();

  final Connection connection;

  /**
   * @param rows rows of the table {@code numbers}, n from 0
   * @param failAt the row at which reading fails, -1 for none
   */
  PlainCalcite(long rows, long failAt) throws SQLException {
    CalciteSchema root = CalciteSchema.createRootSchema(false);
    CalciteSchema schema = root.add("weft", new AbstractSchema());
    schema.add("numbers", new Numbers(rows, failAt, open));
    connection =
        EmbeddedConnector.connect(
            "jdbc:weft:nowhere",
            new EmbeddedConnector.Engine(
                CalcitePrepare.DEFAULT_FACTORY::apply,
                root,
                "weft",
                new JavaTypeFactoryImpl(org.apache.calcite.rel.type.RelDataTypeSystem.DEFAULT)),
            storeClosed::incrementAndGet,
            new WarningLog(),
            0);
  }

  private static final class Numbers extends AbstractTable implements ScannableTable {
    private final long rows;
    private final long failAt;
    private final AtomicInteger open;

    Numbers(long rows, long failAt, AtomicInteger open) {
      this.rows = rows;
      this.failAt = failAt;
      this.open = open;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
      return types
          .builder()
          .add("n", SqlTypeName.BIGINT)
          .add("name", SqlTypeName.VARCHAR, 20)
          .nullable(true)
          .add("at", SqlTypeName.TIMESTAMP, 3)
          .build();
    }

    @Override
    public Enumerable<Object[]> scan(DataContext context) {
      AtomicBoolean cancel = DataContext.Variable.CANCEL_FLAG.get(context);
      return new AbstractEnumerable<>() {
        @Override
        public Enumerator<Object[]> enumerator() {
          open.incrementAndGet();
          return new Rows(cancel);
        }
      };
    }

    private final class Rows implements Enumerator<Object[]> {
      private final AtomicBoolean cancel;
      private long n = -1;
      private boolean closed;

      Rows(AtomicBoolean cancel) {
        this.cancel = cancel;
      }

      @Override
      public Object[] current() {
        return new Object[] {n, n % 2 == 0 ? "even" : null, n * 1000 + 123};
      }

      @Override
      public boolean moveNext() {
        if (cancel.get()) {
          throw new IllegalStateException("told to stop");
        }
        if (n + 1 == failAt) {
          throw new IllegalStateException("row " + failAt + " is damaged");
        }
        return ++n < rows;
      }

      @Override
      public void reset() {
        n = -1;
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          open.decrementAndGet();
        }
      }
    }
  }
}
