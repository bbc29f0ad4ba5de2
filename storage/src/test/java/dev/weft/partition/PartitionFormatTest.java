package dev.weft.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionFormatTest {
  @TempDir Path folder;

  @Test
  void twoFlowsAreTheBytesOfTheWorkedExample() throws IOException {
    Batch b = FlowBatches.empty(2);
    for (int i = 0; i < 2; i++) {
      b.addresses(FlowColumn.SIP).lows[i] = IpAddress.IPV4_LOW | 0x0A00_0001L;
      b.addresses(FlowColumn.DIP).lows[i] = IpAddress.IPV4_LOW | 0xC000_0207L + i;
      b.addresses(FlowColumn.NHIP).lows[i] = IpAddress.IPV4_LOW;
      FlowBatches.set(b, FlowColumn.SPORT, i, 40_000);
      FlowBatches.set(b, FlowColumn.DPORT, i, 53);
      FlowBatches.set(b, FlowColumn.PROTOCOL, i, 17);
      FlowBatches.set(b, FlowColumn.PACKETS, i, 1);
      FlowBatches.set(b, FlowColumn.BYTES, i, 60 + 10 * i);
      FlowBatches.set(b, FlowColumn.STIME, i, 3_600_000 + 5 * i);
      FlowBatches.set(b, FlowColumn.IP_VERSION, i, 4);
    }
    b.size(2);
    Path file = folder.resolve("example");
    try (PartitionWriter writer =
        PartitionWriter.create(file, new PartitionKey(3_600_000, "all", "in", "S0"))) {
      writer.append(b);
      writer.finish();
    }
    String expected =
        "57454654"
            + "04000000"
            + "0ad33a1b"
            + "08018e888080180102"
            + "9090697e"
            + "7804a0"
            + "824f77e2"
            + "80bab7030328"
            + "f5740305"
            + "a0000111684a753c"
            + "498800866848e1df"
            + "02"
            + "03616c6c02696e025330"
            + "01"
            + "02"
            + "00030100000a"
            + "200903070200c0080200c0"
            + "01c0"
            + "000300000000"
            + "0080f104"
            + "006a"
            + "0022"
            + "0002"
            + "0103780a"
            + "000000000000"
            + "01060005"
            + "00000000000000000000"
            + "0008"
            + "0005"
            + "03028201"
            + "01040104"
            + "3a00000000000000"
            + "54000000"
            + "bf5b2995"
            + "6c05191f"
            + "54464557";
    assertEquals(expected, HexFormat.of().formatHex(Files.readAllBytes(file)));
  }
}
