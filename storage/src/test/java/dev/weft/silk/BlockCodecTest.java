package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** The decompressors of a block: sound payloads, and any others. */
class BlockCodecTest {
  private static byte[] decode(Compression method, byte[] payload, int length)
      throws DataFormatException {
    byte[] target = new byte[length + 1];
    method.decompress(payload, payload.length, target, length);
    return Arrays.copyOf(target, length);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static void assertDecodes(Compression method, String payload, String text)
      throws DataFormatException {
    byte[] found = decode(method, hex(payload), text.length());
    assertEquals(text, new String(found, StandardCharsets.US_ASCII));
  }

  private static void assertRefused(Compression method, String payload, int length, String why) {
    DataFormatException e =
        assertThrows(
            DataFormatException.class, () -> decode(method, hex(payload), length), payload);
    assertTrue(String.valueOf(e.getMessage()).contains(why), e.getMessage());
  }

  /** Each line is one kind of instruction, put together by hand after the format. */
  @Test
  void everyLzoInstructionDoesWhatItSays() throws DataFormatException {
    Compression lzo = Compression.LZO1X;
    assertDecodes(lzo, "15 61626364 110000", "abcd");
    // a run of 3 + 1 in state 0
    assertDecodes(lzo, "01 61626364 110000", "abcd");
    // 001LLLLL: 2 + 4 from 4 back, then 2 literals
    assertDecodes(lzo, "15 61626364 24 0e00 7879 110000", "abcdabcdabxy");
    // the same with the length in further bytes: 2 + 31 + 1
    assertDecodes(lzo, "15 61626364 20 01 0c00 110000", "abcd" + "abcd".repeat(8) + "ab");
    // LLLDDDSS: 3 from 3 back
    assertDecodes(lzo, "15 61626364 48 00 110000", "abcdbcd");
    // 0000DDSS after 1 to 3 literals: 2 from 1 back
    assertDecodes(lzo, "15 61626364 49 00 78 00 00 110000", "abcdbcdxxx");
    // overlapping: 2 + 6 from 1 back
    assertDecodes(lzo, "12 61 26 0000 110000", "aaaaaaaaa");
  }

  @Test
  void anUnsoundLzoStreamIsRefused() {
    Compression lzo = Compression.LZO1X;
    assertRefused(lzo, "", 0, "no end mark");
    assertRefused(lzo, "15 61626364", 4, "no end mark");
    assertRefused(lzo, "15 616263", 4, "literal bytes");
    assertRefused(lzo, "15 61626364 110000", 3, "yields more");
    assertRefused(lzo, "15 61626364 110000", 5, "yields 4 bytes");
    assertRefused(lzo, "15 61626364 110000 00", 4, "ends after 8 of 9");
    assertRefused(lzo, "15 61626364 24 1000 110000", 10, "reaches back 5");
    assertRefused(lzo, "15 61626364 20 0000000000", 10, "no end mark");
  }

  @Test
  void everySnappyElementDoesWhatItSays() throws DataFormatException {
    Compression snappy = Compression.SNAPPY;
    assertDecodes(snappy, "00", "");
    assertDecodes(snappy, "04 0c 61626364", "abcd");
    assertDecodes(snappy, "04 f003 61626364", "abcd");
    assertDecodes(snappy, "04 f40300 61626364", "abcd");
    assertDecodes(snappy, "04 fc03000000 61626364", "abcd");
    assertDecodes(snappy, "08 0c 61626364 01 04", "abcdabcd");
    assertDecodes(snappy, "07 0c 61626364 0a 0200", "abcdcdc");
    assertDecodes(snappy, "07 0c 61626364 0b 01000000", "abcdddd");
  }

  @Test
  void anUnsoundSnappyStreamIsRefused() {
    Compression snappy = Compression.SNAPPY;
    assertRefused(snappy, "", 0, "cut short");
    assertRefused(snappy, "04 0c 61626364", 5, "is of 4 bytes");
    assertRefused(snappy, "04 0c 616263", 4, "literal bytes");
    assertRefused(snappy, "05 0c 61626364", 5, "yields 4 bytes");
    assertRefused(snappy, "03 0c 61626364", 3, "yields more");
    assertRefused(snappy, "08 0c 61626364 01 00", 8, "reaches back 0");
    assertRefused(snappy, "08 0c 61626364 01 05", 8, "reaches back 5");
    assertRefused(snappy, "08 0c 61626364 01", 8, "cut short");
    assertRefused(snappy, "ffffffffff01", 8, "more than five bytes");
    assertRefused(snappy, "04 fcffffffff 61626364", 4, "yields more");
  }

  @Test
  void aZlibStreamYieldsExactlyItsBytes() throws DataFormatException {
    byte[] plain = "weft ".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    byte[] payload = deflate(plain);
    assertArrayEquals(plain, decode(Compression.ZLIB, payload, plain.length));
    byte[] trailed = Arrays.copyOf(payload, payload.length + 7);
    assertArrayEquals(plain, decode(Compression.ZLIB, trailed, plain.length));
    for (int off : new int[] {-1, 1}) {
      assertThrows(
          DataFormatException.class, () -> decode(Compression.ZLIB, payload, plain.length + off));
    }
    for (int length = 0; length < payload.length; length++) {
      byte[] cut = Arrays.copyOf(payload, length);
      assertThrows(DataFormatException.class, () -> decode(Compression.ZLIB, cut, plain.length));
    }
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    byte[] out = new byte[plain.length + 100];
    int n = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, n);
  }

  /** Bytes beyond the payload and beyond the target must be neither read nor written. */
  @Test
  void noPayloadLeadsOutOfBounds() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (Compression method :
        new Compression[] {Compression.ZLIB, Compression.LZO1X, Compression.SNAPPY}) {
      byte[] sound = soundPayload(method);
      int refused = 0;
      for (int round = 0; round < 20_000; round++) {
        byte[] payload;
        if (round % 3 == 0) {
          payload = new byte[random.nextInt(64)];
          random.nextBytes(payload);
        } else {
          payload = Mutations.of(sound, random);
        }
        int length = round % 2 == 0 ? SOUND_LENGTH : random.nextInt(3 * SOUND_LENGTH);
        byte[] target = new byte[length + 9];
        Arrays.fill(target, length + 1, target.length, (byte) 0x5A);
        try {
          method.decompress(payload, payload.length, target, length);
        } catch (DataFormatException e) {
          refused++;
        } catch (RuntimeException e) {
          throw new AssertionError(method + " seed " + seed + " round " + round, e);
        }
        for (int i = length + 1; i < target.length; i++) {
          assertEquals(0x5A, target[i], method + " seed " + seed + " round " + round);
        }
      }
      assertTrue(refused > 1000, method + ": refused " + refused);
    }
  }

  private static final int SOUND_LENGTH = 52 * 40;

  /** The payload of a block that SiLK wrote. */
  private static byte[] soundPayload(Compression method) throws IOException {
    String name = method.name().toLowerCase(java.util.Locale.ROOT) + "-corrupt-payload.rwf";
    try (InputStream in = Files.newInputStream(SharedData.path("silk/corpus/bad/" + name))) {
      SilkHeader.read(in, name);
      byte[] header = in.readNBytes(SilkDataStream.BLOCK_HEADER);
      assertEquals(SOUND_LENGTH, SilkDataStream.unsigned(header, 4));
      return in.readNBytes((int) SilkDataStream.unsigned(header, 0));
    }
  }

  @Test
  void anInputThatNeverEndsIsReadBlockByBlock() throws IOException {
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    byte[] payload = deflate(new byte[100]);
    for (int i = 0; i < 3; i++) {
      section.write(new byte[] {0, 0, 0, (byte) payload.length, 0, 0, 0, 100});
      section.write(payload);
    }
    SilkDataStream in =
        new SilkDataStream(
            new java.io.ByteArrayInputStream(section.toByteArray()),
            Compression.ZLIB,
            "x",
            16,
            WarningSink.NONE);
    assertEquals(100, in.read(new byte[1000]));
    assertEquals(0, in.read());
    assertEquals(199, in.readAllBytes().length);
  }
}
