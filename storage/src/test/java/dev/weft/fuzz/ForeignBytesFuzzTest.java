package dev.weft.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.Vector;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import dev.weft.partition.PartitionChecker;
import dev.weft.silk.AddressPatterns;
import dev.weft.silk.SilkBag;
import dev.weft.silk.SilkConf;
import dev.weft.silk.SilkFlowStream;
import dev.weft.silk.SilkIpSet;
import dev.weft.silk.SilkPrefixMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Every parser of foreign bytes, against any bytes: they end, within their bounds, with a result or
 * an {@link IOException} that tells what is wrong. Runs the corpora in the test resources as
 * ordinary tests; docs/durability.md tells how to look for new inputs.
 */
class ForeignBytesFuzzTest {
  private interface FileParser {
    void parse(Path file) throws IOException;
  }

  private static void onFile(byte[] data, FileParser parser) throws IOException {
    Path file = Files.createTempFile("fuzz", ".bin");
    try {
      Files.write(file, data);
      parser.parse(file);
    } catch (IOException e) {
      return; // refused, as it should be
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @FuzzTest(maxDuration = "3m")
  void silkFlows(byte[] data) throws IOException {
    Vector[] columns = new Vector[FlowColumn.count()];
    for (FlowColumn c : FlowColumn.values()) {
      columns[c.ordinal()] = Vector.of(c.kind(), Batch.ROWS);
    }
    try (ChunkReader reader =
        SilkFlowStream.open(new ByteArrayInputStream(data), "fuzz", Site.EMPTY, WarningSink.NONE)) {
      while (reader.next() > 0) {
        for (FlowColumn c : FlowColumn.values()) {
          reader.read(c, columns[c.ordinal()]);
        }
      }
    } catch (IOException e) {
      return; // refused, as it should be
    }
  }

  @FuzzTest(maxDuration = "3m")
  void ipSet(byte[] data) throws IOException {
    onFile(data, file -> SilkIpSet.read(file, WarningSink.NONE));
  }

  @FuzzTest(maxDuration = "3m")
  void prefixMap(byte[] data) throws IOException {
    onFile(data, file -> SilkPrefixMap.read(file, WarningSink.NONE));
  }

  @FuzzTest(maxDuration = "3m")
  void bag(byte[] data) throws IOException {
    onFile(data, file -> SilkBag.read(file, WarningSink.NONE));
  }

  @FuzzTest(maxDuration = "3m")
  void siteFile(byte[] data) throws IOException {
    onFile(data, file -> SilkConf.read(file, WarningSink.NONE));
  }

  @FuzzTest(maxDuration = "3m")
  void partition(byte[] data) throws IOException {
    onFile(data, file -> PartitionChecker.check(file, rows -> {}));
  }

  @FuzzTest(maxDuration = "3m")
  void addressesAndPatterns(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    IpAddress address = IpAddress.tryParse(text);
    if (address != null && !IpAddress.parse(address.toString()).equals(address)) {
      throw new IllegalStateException(
          text + " is read as " + address + ", which is read otherwise");
    }
    try {
      AddressPatterns.parse(text);
    } catch (IllegalArgumentException e) {
      return; // refused, as it should be
    }
  }
}
