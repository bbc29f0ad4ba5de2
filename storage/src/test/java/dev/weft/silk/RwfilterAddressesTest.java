package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.AddressTest;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpRanges;
import dev.weft.flow.Site;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Patterns, sets and maps against the records that rwfilter passes. */
class RwfilterAddressesTest {
  private record Address(long high, long low) {}

  private record Flow(
      Address source, Address destination, Address next, int protocol, int sport, int dport) {}

  private static final Pattern ADDRESS =
      Pattern.compile("--(not-)?(s|d|any-|nh)(cidr|address)=(\\S+)|--()(next-hop-)(id)=(\\S+)");
  private static final Pattern SET = Pattern.compile("--(not-)?(s|d|any|nh)(ip)?set=(\\S+)");
  private static final Pattern MAP =
      Pattern.compile("--pmap-file=(\\S+) --pmap-(src|dst|any)-\\w+='([^']*)'");
  private static final Pattern COUNTRY =
      Pattern.compile("SILK_COUNTRY_CODES=(\\S+) --(s|d|any-)cc=(\\S+)");

  @TestFactory
  Stream<DynamicTest> theRecordsThatPassAreThoseOfRwfilter() throws IOException {
    Path corpus = SharedData.path("silk/corpus");
    List<Flow> flows = flows(corpus.resolve("flows/mixed.rwf"));
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(corpus.resolve("queries/rwfilter-mixed.txt"))) {
      String[] f = line.split("\t", -1);
      Predicate<Flow> condition = f[0].startsWith("#") ? null : condition(corpus, f[0]);
      if (condition != null) {
        tests.add(
            DynamicTest.dynamicTest(f[0], () -> assertEquals(f[2], passing(flows, condition))));
      }
    }
    assertEquals(116, tests.size(), "switches about addresses, sets and maps");
    return tests.stream();
  }

  private static Predicate<Flow> condition(Path corpus, String switches) throws IOException {
    Matcher m = ADDRESS.matcher(switches);
    if (m.matches()) {
      boolean nextHop = m.group(8) != null;
      String pattern = nextHop ? m.group(8) : m.group(4);
      boolean list = "cidr".equals(m.group(3)); // a comma list; else the comma is the pattern's
      AddressPatterns patterns = AddressPatterns.parse(list ? pattern.replace(',', ' ') : pattern);
      return sided(nextHop ? "nh" : m.group(2), m.group(1) != null, patterns);
    }
    m = SET.matcher(switches);
    if (m.matches()) {
      IpRanges set = SilkIpSet.read(corpus.resolve(m.group(4)), WarningSink.NONE);
      return sided(m.group(2), m.group(1) != null, set::contains);
    }
    m = COUNTRY.matcher(switches);
    if (m.matches()) {
      CountryMap map = CountryMap.read(corpus.resolve(m.group(1)), WarningSink.NONE);
      List<String> codes = List.of(m.group(3).split(","));
      if (codes.contains("--") && m.group(1).contains("v4")) {
        return null; // SiLK gives IPv6 addresses ?? in a map of IPv4, Weft gives them --
      }
      return sided(
          m.group(2), false, (high, low) -> codes.contains(map.label(map.code(high, low))));
    }
    m = MAP.matcher(switches);
    return m.matches() ? ofMap(corpus.resolve(m.group(1)), m.group(2), m.group(3)) : null;
  }

  private static Predicate<Flow> sided(String side, boolean negated, AddressTest test) {
    Predicate<Flow> condition =
        switch (side.replace("-", "")) {
          case "s", "src" -> f -> passes(test, f.source);
          case "d", "dst" -> f -> passes(test, f.destination);
          case "nh" -> f -> passes(test, f.next);
          default -> f -> passes(test, f.source) || passes(test, f.destination);
        };
    return negated ? condition.negate() : condition;
  }

  private static boolean passes(AddressTest test, Address a) {
    return test.test(a.high, a.low);
  }

  private static Predicate<Flow> ofMap(Path file, String side, String labels) throws IOException {
    SilkPrefixMap map = SilkPrefixMap.read(file, WarningSink.NONE);
    List<String> wanted = List.of(labels.toLowerCase(Locale.ROOT).split(","));
    Predicate<Long> code =
        c ->
            wanted.contains(map.label(c).toLowerCase(Locale.ROOT))
                || wanted.contains(Long.toString(c));
    if (map.kind() != SilkPrefixMap.Kind.PORT) {
      return sided(side, false, (high, low) -> code.test(map.code(high, low)));
    }
    Predicate<Flow> source = f -> code.test(map.code(f.protocol, f.sport));
    Predicate<Flow> destination = f -> code.test(map.code(f.protocol, f.dport));
    return side.equals("src") ? source : side.equals("dst") ? destination : source.or(destination);
  }

  /** Numbers of the flows that pass, from 1, runs joined by a hyphen. */
  private static String passing(List<Flow> flows, Predicate<Flow> condition) {
    int[] numbers =
        IntStream.range(0, flows.size()).filter(i -> condition.test(flows.get(i))).toArray();
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < numbers.length; ) {
      int end = i;
      while (end + 1 < numbers.length && numbers[end + 1] == numbers[end] + 1) {
        end++;
      }
      b.append(b.length() == 0 ? "" : " ").append(numbers[i] + 1);
      if (end > i) {
        b.append('-').append(numbers[end] + 1);
      }
      i = end + 1;
    }
    return b.toString();
  }

  private static List<Flow> flows(Path file) throws IOException {
    List<Flow> flows = new ArrayList<>();
    AddressVector source = new AddressVector(Batch.ROWS);
    AddressVector destination = new AddressVector(Batch.ROWS);
    AddressVector next = new AddressVector(Batch.ROWS);
    LongVector protocol = new LongVector(Batch.ROWS);
    LongVector sport = new LongVector(Batch.ROWS);
    LongVector dport = new LongVector(Batch.ROWS);
    try (OpenFlowFile open = SilkFlowFile.open(file, Site.EMPTY, WarningSink.NONE)) {
      for (int block = 0; block < open.blocks(); block++) {
        try (ChunkReader reader = open.read(block)) {
          for (int n = reader.next(); n > 0; n = reader.next()) {
            reader.read(FlowColumn.SIP, source);
            reader.read(FlowColumn.DIP, destination);
            reader.read(FlowColumn.NHIP, next);
            reader.read(FlowColumn.PROTOCOL, protocol);
            reader.read(FlowColumn.SPORT, sport);
            reader.read(FlowColumn.DPORT, dport);
            for (int i = 0; i < n; i++) {
              flows.add(
                  new Flow(
                      new Address(source.highs[i], source.lows[i]),
                      new Address(destination.highs[i], destination.lows[i]),
                      new Address(next.highs[i], next.lows[i]),
                      (int) protocol.values[i],
                      (int) sport.values[i],
                      (int) dport.values[i]));
            }
          }
        }
      }
    }
    return flows;
  }
}
