package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/** Decoders of blocks, text sets, country maps, against any bytes; see ForeignBytesFuzzTest. */
class CodecFuzzTest {
  /** A decoder of a block. */
  private interface Codec {
    void decode(byte[] source, int sourceLength, byte[] target, int targetLength)
        throws DataFormatException;
  }

  /** The first two bytes are the length that the block is said to have. */
  private static void decode(byte[] data, Codec codec) {
    if (data.length < 2) {
      return;
    }
    int length = (data[0] & 0xFF) << 8 | data[1] & 0xFF;
    byte[] source = Arrays.copyOfRange(data, 2, data.length + 16);
    byte[] target = new byte[length + 64];
    Arrays.fill(target, length + 32, target.length, (byte) 0x5A);
    try {
      codec.decode(source, data.length - 2, target, length);
    } catch (DataFormatException e) {
      return; // refused, as it should be
    } finally {
      for (int i = length + 32; i < target.length; i++) {
        assertTrue(target[i] == 0x5A, "written beyond the target");
      }
    }
  }

  @FuzzTest(maxDuration = "3m")
  void lzo(byte[] data) {
    decode(data, Lzo1x::decompress);
  }

  @FuzzTest(maxDuration = "3m")
  void snappy(byte[] data) {
    decode(data, Snappy::decompress);
  }

  @FuzzTest(maxDuration = "3m")
  void textSet(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", ".txt");
    try {
      Files.write(file, data);
      IpSetText.read(file, new IpRanges.Builder());
    } catch (IOException e) {
      return; // refused, as it should be
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @FuzzTest(maxDuration = "3m")
  void countryMap(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", ".mmdb");
    try {
      Files.write(file, data);
      CountryMap.read(file, WarningSink.NONE);
      MaxMindFile.read(file);
    } catch (IOException e) {
      return; // refused, as it should be
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
