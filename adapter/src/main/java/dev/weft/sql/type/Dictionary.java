package dev.weft.sql.type;

import dev.weft.flow.Labels;
import dev.weft.flow.LongRanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a column that is held as codes: codes run from 0 to size - 1, and no two have the
 * same text, so equal codes mean equal texts. Immutable, safe for several threads.
 */
public final class Dictionary implements Labels {
  private final String[] texts;
  private final @Nullable String noun;
  private long @Nullable [] ranks;
  private @Nullable Map<String, Integer> codes;

  private Dictionary(String[] texts, @Nullable String noun) {
    this.texts = texts;
    this.noun = noun;
  }

  /** The same texts, with a word for what each of them is, such as "sensor". */
  public Dictionary named(String noun) {
    return new Dictionary(texts, noun);
  }

  /** A dictionary of the texts in alphabetical order, so that codes compare as texts do. */
  public static Dictionary sorted(Set<String> texts) {
    return new Dictionary(new TreeSet<>(texts).toArray(new String[0]), null);
  }

  /** A dictionary of one text. */
  public static Dictionary of(String text) {
    return new Dictionary(new String[] {text}, null);
  }

  /**
   * Codes whose texts may repeat, made unique.
   *
   * @param remap null where the codes are unique as they are, else the dictionary's code by code
   */
  public record Unique(Dictionary dictionary, long @Nullable [] remap) {}

  /** Makes a dictionary of {@code size} codes whose texts may repeat. */
  public static Unique unique(int size, IntFunction<String> text) {
    Map<String, Integer> codes = new HashMap<>(size * 2);
    String[] texts = new String[size];
    long[] remap = new long[size];
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      String t = text.apply(i);
      Integer known = codes.putIfAbsent(t, distinct);
      if (known == null) {
        texts[distinct] = t;
        remap[i] = distinct++;
      } else {
        remap[i] = known;
      }
    }
    Dictionary dictionary =
        new Dictionary(distinct == size ? texts : Arrays.copyOf(texts, distinct), null);
    return new Unique(dictionary, distinct == size ? null : remap);
  }

  /** A word for what each text is; null where nobody needs it. */
  public @Nullable String noun() {
    return noun;
  }

  /** Number of codes. */
  public int size() {
    return texts.length;
  }

  @Override
  public String label(long code) {
    return texts[(int) code];
  }

  /** The code of a text, -1 if there is none. */
  public synchronized int code(String text) {
    if (codes == null) {
      codes = new HashMap<>(texts.length * 2);
      for (int i = 0; i < texts.length; i++) {
        codes.put(texts[i], i);
      }
    }
    return codes.getOrDefault(text, -1);
  }

  /** The place of each code's text in alphabetical order. */
  public synchronized long[] ranks() {
    if (ranks == null) {
      Integer[] order = new Integer[texts.length];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> texts[a].compareTo(texts[b]));
      ranks = new long[texts.length];
      for (int place = 0; place < order.length; place++) {
        ranks[order[place]] = place;
      }
    }
    return ranks;
  }

  /** True where codes compare as their texts do. */
  public boolean isSorted() {
    for (int i = 1; i < texts.length; i++) {
      if (texts[i - 1].compareTo(texts[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The codes of some texts, as far as there are any: look-ups, not a walk through all texts. */
  public LongRanges codesOf(Iterable<String> some) {
    List<LongRanges> found = new ArrayList<>();
    for (String text : some) {
      int code = code(text);
      if (code >= 0) {
        found.add(LongRanges.of(code, code));
      }
    }
    return LongRanges.union(found);
  }

  /** The codes that are not in a set of codes. */
  public LongRanges others(LongRanges codes) {
    return codes.complement().intersect(LongRanges.of(0, texts.length - 1L));
  }

  /** The codes of the texts that pass. */
  public LongRanges codes(Predicate<String> test) {
    long[] passing = new long[texts.length];
    int n = 0;
    for (int i = 0; i < texts.length; i++) {
      if (test.test(texts[i])) {
        passing[n++] = i;
      }
    }
    return LongRanges.ofValues(Arrays.copyOf(passing, n));
  }

  /** All texts, by code. */
  public List<String> texts() {
    return List.of(texts);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || o instanceof Dictionary d && Arrays.equals(texts, d.texts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(texts);
  }
}
