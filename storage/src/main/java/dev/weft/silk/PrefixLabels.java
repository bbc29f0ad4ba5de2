package dev.weft.silk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The dictionary of a prefix map. Immutable. */
final class PrefixLabels {
  /** No dictionary: the text of a value is the number. */
  static final PrefixLabels NUMBERS = new PrefixLabels(List.of());

  private final List<String> labels;
  private final Map<String, Integer> codes = new HashMap<>();

  private PrefixLabels(List<String> labels) {
    this.labels = List.copyOf(labels);
    for (int i = 0; i < labels.size(); i++) {
      codes.putIfAbsent(labels.get(i), i);
    }
  }

  static PrefixLabels read(SilkItems items) throws IOException {
    items.require(4, "the size of the dictionary");
    long size = items.u32();
    Map<String, Integer> seen = new HashMap<>();
    List<String> labels = new ArrayList<>();
    ByteArrayOutputStream label = new ByteArrayOutputStream();
    for (long i = 0; i < size; i++) {
      items.require(1, "the end of the dictionary of " + size + " bytes");
      int c = items.u8();
      if (c != 0) {
        label.write(c);
      }
      if (c != 0 && i < size - 1) { // the last label may have lost its NUL
        continue;
      }
      String text = label.toString(StandardCharsets.UTF_8);
      Integer before =
          text.isEmpty() ? null : seen.putIfAbsent(text.toLowerCase(Locale.ROOT), labels.size());
      if (before != null) {
        throw items.corrupt(
            "label '"
                + text.replaceAll("\\p{Cntrl}", "?")
                + "' stands twice, in whatever case, for the values "
                + before
                + " and "
                + labels.size());
      }
      labels.add(text);
      label.reset();
    }
    return new PrefixLabels(labels);
  }

  List<String> all() {
    return labels;
  }

  String label(long value) {
    if (value >= 0 && value < labels.size()) {
      return labels.get((int) value);
    }
    return value == SilkPrefixMap.UNKNOWN ? SilkPrefixMap.UNKNOWN_LABEL : Long.toString(value);
  }

  /** The one value that stands for all whose text is the same. */
  int canonical(int value) {
    return codes.getOrDefault(label(value), value);
  }

  long codeOf(String label) {
    Integer code = codes.get(label);
    if (code != null) {
      return code;
    }
    if (label.equals(SilkPrefixMap.UNKNOWN_LABEL)) {
      return SilkPrefixMap.UNKNOWN;
    }
    if (!label.matches("0|[1-9][0-9]{0,9}") || Long.parseLong(label) >= SilkPrefixMap.UNKNOWN) {
      return AddressLabels.NO_CODE;
    }
    long value = Long.parseLong(label);
    return value < labels.size() ? AddressLabels.NO_CODE : value;
  }
}
