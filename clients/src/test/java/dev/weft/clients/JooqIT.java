package dev.weft.clients;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JooqIT {
  private static final Field<String> SIP = field(name("sip"), String.class);
  private static final Field<Integer> DPORT = field(name("dport"), Integer.class);
  private static final Field<Long> BYTES = field(name("bytes"), Long.class);
  private static final Field<LocalDateTime> STIME = field(name("stime"), LocalDateTime.class);

  static List<String> urls() {
    return Demonstration.urls();
  }

  private static DSLContext jooq(Connection connection, SQLDialect dialect) {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    return DSL.using(
        connection,
        dialect,
        new Settings().withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED));
  }

  @ParameterizedTest
  @MethodSource("urls")
  void aTypedQueryAnswersAsItsTextDoes(String url) throws SQLException {
    for (SQLDialect dialect : List.of(SQLDialect.DEFAULT, SQLDialect.POSTGRES)) {
      try (Connection connection = DriverManager.getConnection(url)) {
        LocalDateTime latest =
            jooq(connection, dialect)
                .select(DSL.max(STIME))
                .from(table(name("flows")))
                .fetchOneInto(LocalDateTime.class);
        assertNotNull(latest);
        Result<Record3<String, Integer, BigDecimal>> rows =
            jooq(connection, dialect)
                .select(SIP, count(), sum(BYTES))
                .from(table(name("flows")))
                .where(DPORT.in(53, 443).and(STIME.lt(latest)))
                .groupBy(SIP)
                .orderBy(sum(BYTES).desc(), SIP)
                .limit(10)
                .fetch();
        assertEquals(10, rows.size());
        try (ResultSet plain =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT sip, COUNT(*), SUM(bytes) AS v FROM flows WHERE dport IN (53, 443)"
                        + " AND stime < (SELECT MAX(stime) FROM flows)"
                        + " GROUP BY sip ORDER BY v DESC, sip LIMIT 10")) {
          for (Record3<String, Integer, BigDecimal> row : rows) {
            assertTrue(plain.next());
            assertEquals(plain.getString(1), row.value1());
            assertEquals(plain.getInt(2), row.value2());
            assertEquals(plain.getBigDecimal(3), row.value3());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("urls")
  void theCatalogIsReadByMeta(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      List<Table<?>> tables = jooq(connection, SQLDialect.DEFAULT).meta().getTables("flows");
      assertEquals(1, tables.size(), tables.toString());
      Set<String> columns =
          tables.get(0).fieldStream().map(Field::getName).collect(Collectors.toSet());
      assertTrue(columns.containsAll(Set.of("sip", "dport", "bytes", "stime")), columns.toString());
    }
  }
}
