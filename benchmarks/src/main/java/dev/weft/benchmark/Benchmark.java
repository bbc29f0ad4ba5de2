package dev.weft.benchmark;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures Weft and its peers and writes what came out as Markdown.
 *
 * <pre>
 * benchmarks/run [--parts LIST] [--flows N] [--days D] [--sensors S] [--threads T] [--runs R]
 *                [--dir DIR] [--out FILE] [--peers LIST] [--only TEXT] [--jdks LIST]
 *                [--clients N] [--minutes M]
 * </pre>
 *
 * Parts that are not run keep their section of the file.
 */
public final class Benchmark {
  /** A part and the section it writes, by name, in their order in the report. */
  static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("questions", new QuestionsPart());
    PARTS.put("months", new MonthsPart());
    PARTS.put("latency", new LatencyPart());
    PARTS.put("sets", new SetsPart());
    PARTS.put("scaling", new ScalingPart());
    PARTS.put("import", new ImportPart());
    PARTS.put("sizes", new SizesPart());
    PARTS.put("start-up", new StartUpPart());
    PARTS.put("remote", new RemotePart());
    PARTS.put("load", new LoadPart());
    PARTS.put("cancel", new CancelPart());
  }

  /** One thing that is measured. */
  interface Part {
    String title();

    /** Measures and tells the result as Markdown. */
    String run(Options options) throws Exception;
  }

  private Benchmark() {}

  public static void main(String[] args) throws Exception {
    Options options = new Options(args);
    Files.createDirectories(options.directory());
    Report report = Report.read(options.out());
    for (String name : options.parts()) {
      Part part = PARTS.get(name);
      if (part == null) {
        throw new IllegalArgumentException("no part " + name + "; there are " + PARTS.keySet());
      }
      String text = Environment.describe(options) + part.run(options);
      System.out.println("## " + part.title() + "\n\n" + text);
      report.put(part.title(), text);
      report.write(options.out());
    }
  }
}
