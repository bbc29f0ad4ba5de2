package dev.weft.ingest;

import dev.weft.batch.FlowSource;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;

/** Flows that a program makes. */
record MadeSource(String name, FlowSource flows) implements ImportSource {
  @Override
  public long bytes() {
    return -1;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isNamed() {
    return true;
  }

  @Override
  public Opened open(Site storeSite, WarningSink warnings) {
    return new Opened(flows, null);
  }
}
