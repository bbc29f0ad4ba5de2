package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compressed file falls into runs that begin at records, wherever its blocks begin. */
class BlockRunsTest {
  private static final int RECORDS = 300_000;
  private static final int SIZE = 30; // FLOWCAP version 2
  private static final int BYTES_AT = 8;

  @TempDir Path folder;

  /** The number of each record stands in its bytes. */
  private Path write(IntUnaryOperator blockSize) throws IOException {
    byte[] records = new byte[RECORDS * SIZE];
    ByteBuffer plain = ByteBuffer.wrap(records);
    for (int i = 0; i < RECORDS; i++) {
      plain.putInt(i * SIZE + BYTES_AT, i);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(
        new byte[] {
          (byte) 0xDE, (byte) 0xAD, (byte) 0xBE, (byte) 0xEF, 1, FormatNames.FLOWCAP, 16, 1
        });
    file.write(new byte[] {0, 0, 0, 0, 0, SIZE, 0, 2, 0, 0, 0, 0, 0, 0, 0, 8});
    byte[] payload = new byte[1 << 20];
    int at = 0;
    for (int block = 0; at < records.length; block++) {
      int plainSize = Math.min(blockSize.applyAsInt(block), records.length - at);
      Deflater deflater = new Deflater(1);
      deflater.setInput(records, at, plainSize);
      deflater.finish();
      int n = deflater.deflate(payload);
      deflater.end();
      file.write(ByteBuffer.allocate(8).putInt(n).putInt(plainSize).array());
      file.write(payload, 0, n);
      at += plainSize;
    }
    return Files.write(folder.resolve("runs"), file.toByteArray());
  }

  private static long[] numbers(ChunkReader reader) throws IOException {
    long[] all = new long[RECORDS];
    int count = 0;
    LongVector chunk = new LongVector(Batch.ROWS);
    try (reader) {
      for (int n = reader.next(); n > 0; n = reader.next()) {
        reader.read(FlowColumn.BYTES, chunk);
        System.arraycopy(chunk.values, 0, all, count, n);
        count += n;
      }
    }
    return Arrays.copyOf(all, count);
  }

  private int check(Path path) throws IOException {
    try (SilkFlowFile file = SilkFlowFile.open(path, Site.EMPTY, WarningSink.NONE)) {
      int count = 0;
      for (int block = 0; block < file.blocks(); block++) {
        long[] found = numbers(file.read(block));
        int first = count;
        long[] wanted = new long[found.length];
        Arrays.setAll(wanted, i -> first + i);
        assertArrayEquals(wanted, found, "block " + block);
        count += found.length;
      }
      assertEquals(RECORDS, count);
      return file.blocks();
    }
  }

  @Test
  void blocksOfWholeRecordsMakeRunsOfAbout65536() throws IOException {
    assertEquals(5, check(write(block -> 65_536 / SIZE * SIZE)));
  }

  @Test
  void recordsThatStraddleBlocksStayWhole() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int runs = check(write(block -> 1 + random.nextInt(5000)));
    assertTrue(runs > 1, "runs, seed " + seed);
  }

  @Test
  void aFileWhoseBlocksNeverMeetARecordIsOneRun() throws IOException {
    assertEquals(1, check(write(block -> block == 0 ? 31 : SIZE * 1000)));
  }
}
