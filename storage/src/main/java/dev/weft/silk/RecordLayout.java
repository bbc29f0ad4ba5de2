package dev.weft.silk;

import dev.weft.error.UnsupportedFormatException;
import dev.weft.silk.Bits.Word;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a flow stand in a record of one format and version, and by which rules they
 * become a flow. The tables are in {@link PackedLayouts} and {@link PlainLayouts}.
 */
final class RecordLayout {
  private static final List<RecordLayout> ALL =
      Stream.concat(PackedLayouts.all().stream(), PlainLayouts.all().stream()).toList();

  private final int format;
  private final int[] versions;
  private final int size;
  private final @Nullable Bits[] fields;
  private final int addressBytes;
  private final FlagRule flagRule;
  private final boolean hourly;
  private final boolean sixIsTcp;
  private final boolean clipped;

  private RecordLayout(Builder b) {
    format = b.format;
    versions = b.versions;
    size = b.size;
    fields = b.fields.clone();
    addressBytes = b.addressBytes;
    flagRule = b.flagRule;
    hourly = b.hourly;
    sixIsTcp = b.sixIsTcp;
    clipped = b.clipped;
  }

  /**
   * The layout of a format and record version.
   *
   * @throws UnsupportedFormatException where the format holds no flows or the version is unknown
   */
  static RecordLayout of(String file, int format, int version) throws UnsupportedFormatException {
    StringBuilder known = new StringBuilder();
    for (RecordLayout layout : ALL) {
      if (layout.format == format) {
        for (int v : layout.versions) {
          if (v == version) {
            return layout;
          }
          known.append(known.isEmpty() ? "" : ", ").append(v);
        }
      }
    }
    if (known.isEmpty()) {
      throw new UnsupportedFormatException(
          file,
          5,
          "a file of flow records expected, format " + FormatNames.describe(format) + " found");
    }
    throw new UnsupportedFormatException(
        file,
        14,
        FormatNames.describe(format)
            + ": record version "
            + known
            + " expected, "
            + version
            + " found");
  }

  /** Every layout, for tests. */
  static List<RecordLayout> all() {
    return ALL;
  }

  int format() {
    return format;
  }

  int[] versions() {
    return versions.clone();
  }

  /** Bytes of a record. */
  int size() {
    return size;
  }

  /** Where a field stands; null where the layout does not store it. */
  @Nullable Bits bits(Field field) {
    return fields[field.ordinal()];
  }

  boolean has(Field field) {
    return fields[field.ordinal()] != null;
  }

  /** 4: IPv4 only. 16: both families, attribute bit 7 tells which. */
  int addressBytes() {
    return addressBytes;
  }

  FlagRule flagRule() {
    return flagRule;
  }

  /** True where start times count from the header's hour, and sensor and flowtype stand there. */
  boolean hourly() {
    return hourly;
  }

  /** True where a record with a protocol of 6 is TCP although {@link Field#IS_TCP} denies it. */
  boolean sixIsTcp() {
    return sixIsTcp;
  }

  /** True where numbers are wider than SiLK's and are cut to its greatest ones. */
  boolean clipped() {
    return clipped;
  }

  /** True where every record is TCP. */
  boolean onlyTcp() {
    return !has(Field.PROTOCOL) && !has(Field.IS_TCP);
  }

  /** Writes down a layout in the words of the tables. */
  static final class Builder {
    private final int format;
    private final int size;
    private final int[] versions;
    private final @Nullable Bits[] fields = new Bits[Field.COUNT];
    private int addressBytes = 4;
    private FlagRule flagRule = FlagRule.STORED;
    private boolean hourly;
    private boolean sixIsTcp;
    private boolean clipped;

    Builder(int format, int size, int... versions) {
      this.format = format;
      this.size = size;
      this.versions = versions;
    }

    RecordLayout build() {
      for (Bits b : fields) {
        if (b != null && b.offset() + b.word().bytes > size) {
          throw new IllegalStateException(
              FormatNames.describe(format) + Arrays.toString(versions) + ": " + b);
        }
      }
      return new RecordLayout(this);
    }

    Builder put(Field field, Bits bits) {
      fields[field.ordinal()] = bits;
      return this;
    }

    Builder u8(Field field, int offset) {
      return put(field, Bits.of(Word.U8, offset));
    }

    Builder u16(Field field, int offset) {
      return put(field, Bits.of(Word.U16, offset));
    }

    Builder u24(Field field, int offset) {
      return put(field, Bits.of(Word.U24, offset));
    }

    Builder u32(Field field, int offset) {
      return put(field, Bits.of(Word.U32, offset));
    }

    Builder i64(Field field, int offset) {
      return put(field, Bits.of(Word.I64, offset));
    }

    /** Bits {@code high} to {@code low} of a U32. */
    Builder u32(Field field, int offset, int high, int low) {
      return put(field, Bits.of(Word.U32, offset, high, low));
    }

    /** Bits {@code high} to {@code low} of a byte. */
    Builder u8(Field field, int offset, int high, int low) {
      return put(field, Bits.of(Word.U8, offset, high, low));
    }

    Builder ips(int source, int destination) {
      return u32(Field.SIP, source).u32(Field.DIP, destination);
    }

    /** Addresses of 16 bytes in network order, and the mark of each record in its attributes. */
    Builder wideIps(int source, int destination) {
      addressBytes = 16;
      return i64(Field.SIP, source).i64(Field.DIP, destination);
    }

    Builder wideNextHop(int offset) {
      return i64(Field.NHIP, offset);
    }

    Builder ports(int source, int destination) {
      return u16(Field.SPORT, source).u16(Field.DPORT, destination);
    }

    Builder interfaces(int in, int out) {
      return u16(Field.IN, in).u16(Field.OUT, out);
    }

    Builder without(Field field) {
      fields[field.ordinal()] = null;
      return this;
    }

    Builder hourly() {
      hourly = true;
      return this;
    }

    Builder flags(FlagRule rule) {
      flagRule = rule;
      return this;
    }

    Builder sixIsTcp() {
      sixIsTcp = true;
      return this;
    }

    Builder clipped() {
      clipped = true;
      return this;
    }
  }
}
