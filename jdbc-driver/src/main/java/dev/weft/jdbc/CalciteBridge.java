package dev.weft.jdbc;

import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.DriverVersion;
import org.apache.calcite.avatica.Handler;
import org.apache.calcite.avatica.HandlerImpl;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.jdbc.CalciteMetaImpl;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.Driver;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's driver, with Weft's planner, result sets and metadata in it. One for each connection;
 * never registered.
 */
final class CalciteBridge extends Driver {
  private @Nullable Meta meta;

  CalciteBridge(Supplier<CalcitePrepare> prepare) {
    super(prepare);
  }

  /**
   * Makes Calcite's connection. No property reaches Calcite but those given here: none names a
   * class or a model.
   *
   * @param url what metadata tells
   */
  AvaticaConnection connect(
      String url, Properties properties, CalciteSchema root, JavaTypeFactory types) {
    return bridgeFactory().newConnection(this, bridgeFactory(), url, properties, root, types);
  }

  private BridgeFactory bridgeFactory() {
    return (BridgeFactory) factory;
  }

  /** Calcite's answers about one connection. */
  Meta meta() {
    return Objects.requireNonNull(meta, "the connection is not made yet");
  }

  @Override
  protected AvaticaFactory createFactory() {
    return new BridgeFactory(this);
  }

  @Override
  protected String getConnectStringPrefix() {
    return ConnectString.PREFIX;
  }

  @Override
  protected DriverVersion createDriverVersion() {
    return RemoteBridge.weftVersion();
  }

  @Override
  protected Handler createHandler() {
    return new HandlerImpl(); // Calcite's own would look for models and schema factories
  }

  @Override
  public Meta createMeta(AvaticaConnection connection) {
    Meta created = CalciteMetaImpl.create((org.apache.calcite.jdbc.CalciteConnection) connection);
    meta = created;
    return created;
  }
}
