package dev.weft.cli;

import dev.weft.jdbc.StoreOpener;
import dev.weft.store.FlowStore;
import dev.weft.store.StoreInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weft info}. */
@Command(
    name = "info",
    description = "What a store holds: sensors, types, time span, flows, bytes. Times are UTC.")
final class InfoCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  @Parameters(paramLabel = "DIR", description = "Store, SiLK data root, folder or file.")
  private Path location = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (FlowStore store = StoreOpener.open(location, Messages::warn)) {
      StoreInfo info =
          StoreInfo.of(store, Runtime.getRuntime().availableProcessors(), Messages::warn);
      print("store", store.location().toString());
      print("flows", Sizes.count(info.flows()));
      print("first start", time(info.minStime()));
      print("last start", time(info.maxStime()));
      print("last end", time(info.maxEtime()));
      print("newest partition", time(info.newestHour()));
      print("files", Sizes.count(info.files()));
      print("size on disk", Sizes.bytes(info.bytes()));
      print("bytes a flow", String.format(Locale.ROOT, "%.1f", info.bytesPerFlow()));
      print("sensors", flowsBy(info.sensors()));
      print("types", flowsBy(info.types()));
      if (info.damaged() > 0) {
        print("damaged files", Sizes.count(info.damaged()));
      }
      return info.damaged() > 0 ? 1 : 0;
    }
  }

  private static void print(String what, String value) {
    System.out.println((what + " ".repeat(18 - what.length()) + value).stripTrailing());
  }

  private static String time(@Nullable Long millis) {
    return millis == null
        ? "-"
        : TIME.format(LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
  }

  private static String flowsBy(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + Sizes.count(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
