package dev.weft.sql.function;

import dev.weft.operator.Conversations;
import dev.weft.operator.Plan;
import dev.weft.sql.type.SqlTypes;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code TABLE(conversations(TABLE flows [, seconds]))}: both halves of each conversation in one
 * row, those without an answer too. Flows of the same ends belong to one conversation while no more
 * than so many seconds (60 if not given) pass without a flow.
 */
final class ConversationTable extends BatchTableFunction {
  private static final List<String> NAMES =
      List.of(
          "sip",
          "dip",
          "sport",
          "dport",
          "protocol",
          "packets",
          "bytes",
          "initial_flags",
          "stime",
          "etime");

  private static final BigDecimal DEFAULT_SECONDS = BigDecimal.valueOf(60);

  ConversationTable() {
    super("conversations", 0, Signature.Parameter.NUMBER);
  }

  @Override
  public boolean keepsColumns() {
    return false;
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    RelDataType time = SqlTypes.timestamp(types);
    return types
        .builder()
        .add("client", SqlTypes.address(types))
        .add("server", SqlTypes.address(types))
        .add("client_port", SqlTypeName.INTEGER)
        .add("server_port", SqlTypeName.INTEGER)
        .add("protocol", SqlTypeName.INTEGER)
        .add("stime", time)
        .add("etime", time)
        .add("duration", types.createSqlType(SqlTypeName.DECIMAL, 13, 3))
        .add("flows_out", SqlTypeName.BIGINT)
        .add("packets_out", SqlTypeName.BIGINT)
        .add("bytes_out", SqlTypeName.BIGINT)
        .add("flows_back", SqlTypeName.BIGINT)
        .add("packets_back", SqlTypeName.BIGINT)
        .add("bytes_back", SqlTypeName.BIGINT)
        .add("answered", SqlTypes.nullable(types, time))
        .build();
  }

  @Override
  @Nullable String fault(RelDataType table) {
    return missing(table, NAMES, OF_FLOWS);
  }

  @Override
  public Made plan(Table table, List<@Nullable Object> arguments, NamedFiles files) {
    Object seconds = argument(arguments, 0);
    long idle = Seconds.milliseconds("conversations", seconds == null ? DEFAULT_SECONDS : seconds);
    Conversations.Flow flow =
        new Conversations.Flow(
            table.column("sip"),
            table.column("dip"),
            table.column("sport"),
            table.column("dport"),
            table.column("protocol"),
            table.column("stime"),
            table.column("etime"),
            table.column("packets"),
            table.column("bytes"),
            table.flags("initial_flags"));
    Plan plan = new Plan.Found(table.plan(), flow.keys(), flow.columns(), new Conversations(idle));
    int last = plan.output().size() - 1;
    return new Made(plan, Columns.ofAll(plan.output(), last));
  }
}
