package dev.weft.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
import schemacrawler.schema.Table;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptions;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.schemacrawler.SchemaInfoLevelBuilder;
import schemacrawler.tools.utility.SchemaCrawlerUtility;
import us.fatehi.utility.datasource.DatabaseConnectionSource;
import us.fatehi.utility.datasource.DatabaseConnectionSources;
import us.fatehi.utility.datasource.MultiUseUserCredentials;

class SchemaCrawlerIT {
  static List<String> urls() {
    return Demonstration.urls();
  }

  @ParameterizedTest
  @MethodSource("urls")
  @SuppressWarnings("try") // its close() may be interrupted
  void theWholeCatalogIsCrawledAtTheLevelMaximum(String url) throws Exception {
    SchemaCrawlerOptions options =
        SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
            .withLoadOptions(
                LoadOptionsBuilder.builder()
                    .withSchemaInfoLevelBuilder(
                        SchemaInfoLevelBuilder.builder()
                            .withInfoLevel(schemacrawler.schemacrawler.InfoLevel.maximum))
                    .toOptions());
    try (DatabaseConnectionSource source =
        DatabaseConnectionSources.newDatabaseConnectionSource(
            url, new MultiUseUserCredentials("", ""))) {
      Catalog catalog = SchemaCrawlerUtility.getCatalog(source, options);
      Table flows =
          catalog.getTables().stream()
              .filter(table -> table.getName().equals("flows"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(catalog.getTables().toString()));
      assertFalse(flows.getRemarks().isBlank(), "remarks of flows");
      Column sip = flows.lookupColumn("sip").orElseThrow();
      assertEquals("VARCHAR", sip.getColumnDataType().getName());
      for (Column column : flows.getColumns()) {
        assertFalse(column.getRemarks().isBlank(), "remarks of " + column);
      }
      assertTrue(flows.getColumns().size() > 20);
    }
  }
}
