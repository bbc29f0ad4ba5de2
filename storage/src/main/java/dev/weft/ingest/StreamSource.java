package dev.weft.ingest;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConf;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Standard input.
 *
 * @param siteFile silk.conf that names its ids; null: the store's
 */
record StreamSource(InputStream in, @Nullable Path siteFile) implements ImportSource {
  @Override
  public String name() {
    return "standard input";
  }

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
  public Opened open(Site storeSite, WarningSink warnings) throws IOException {
    Site site = siteFile == null ? storeSite : SilkConf.read(siteFile, warnings).site();
    InputStream unclosed =
        new FilterInputStream(in) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, length);
          }

          @Override
          public void close() {} // it is the caller's
        };
    return SourceOpener.open(unclosed, name(), site, warnings);
  }
}
