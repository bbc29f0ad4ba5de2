package dev.weft.ingest;

import dev.weft.batch.FlowSource;
import dev.weft.flow.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the (class, type, sensor) names of one source's ids, the same numbers for the same
 * names whatever the source. Not thread-safe; {@link Names} is.
 */
final class KeyLabels {
  /** The names of a partition's key, as {@link Site} labels them. */
  record Label(String className, String typeName, String sensorName) {}

  /** The numbered names of an import. */
  static final class Names {
    private final List<Label> labels = new ArrayList<>();
    private final Map<Label, Integer> numbers = new HashMap<>();

    synchronized int number(Label label) {
      return numbers.computeIfAbsent(
          label,
          l -> {
            labels.add(l);
            return labels.size() - 1;
          });
    }

    synchronized Label label(int number) {
      return labels.get(number);
    }
  }

  private final FlowSource source;
  private final Names names;
  private final PairTable seen = new PairTable(); // sensor, flowtype
  private int[] numbers = new int[64]; // of each pair seen

  KeyLabels(FlowSource source, Names names) {
    this.source = source;
    this.names = names;
  }

  /** The number of the names of a pair of the source's ids. */
  int number(long sensor, long flowtype) {
    int known = seen.size();
    int pair = seen.number(sensor, flowtype);
    if (pair == known) {
      if (pair == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * pair);
      }
      Site site = source.site();
      numbers[pair] =
          names.number(
              new Label(
                  site.classLabel(flowtype), site.typeLabel(flowtype), site.sensorLabel(sensor)));
    }
    return numbers[pair];
  }
}
