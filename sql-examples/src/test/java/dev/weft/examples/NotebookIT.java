package dev.weft.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executes the notebook on the demonstration's store, through the driver's jar, and looks at what
 * it says and draws. Where Jupyter is not installed it is skipped; under {@code CI=true} it fails.
 */
class NotebookIT {
  private static final Path NOTEBOOK = Demo.SCRIPTS.resolve("notebook/investigation.ipynb");
  private static final String MODULES = "jpype, pandas, matplotlib, nbconvert, ipykernel";
  private static final int RED = 0xC0392B;
  private static final int AXIS = 0x888888;

  @TempDir private static Path folder;

  private static String python = "";
  private static String executed = "";

  @BeforeAll
  static void execute() throws Exception {
    python = findPython();
    Map<String, String> variables =
        Map.of("WEFT_STORE", Demo.store().toString(), "WEFT_JAR", jar());
    executed = toMarkdown("executed", variables, "--execute");
  }

  private static String jar() {
    Path jar = Demo.SCRIPTS.resolve("../jdbc-driver/target/weft-jdbc.jar").normalize();
    assertTrue(Files.exists(jar), jar + " is missing: run the phase package first");
    return jar.toString();
  }

  private static String findPython() throws Exception {
    for (String candidate : List.of("/usr/bin/python3", "python3")) {
      try {
        if (Demo.run(new ProcessBuilder(candidate, "-c", "import " + MODULES)).status() == 0) {
          return candidate;
        }
      } catch (IOException e) {
        // there is no such program; the next one
      }
    }
    String missing = "no python3 with " + MODULES + " was found; the notebook was not run";
    return "true".equals(System.getenv("CI")) ? fail(missing) : abort(missing);
  }

  /** The notebook as text, its picture beside it. */
  private static String toMarkdown(String name, Map<String, String> variables, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(python, "-m", "nbconvert", "--to", "markdown"));
    command.addAll(List.of(options));
    command.addAll(List.of("--output-dir", folder.resolve(name).toString(), NOTEBOOK.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(variables);
    builder.environment().put("TZ", "America/New_York"); // times are UTC wherever one sits
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    for (String variable : List.of("JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR")) {
      builder.environment().put(variable, folder.resolve("jupyter").toString());
    }
    Demo.Answer answer = Demo.run(builder);
    assertEquals(0, answer.status(), answer.text());
    return Files.readString(folder.resolve(name).resolve("investigation.md"));
  }

  @Test
  void theNotebookNamesTheThiefTheHourAndTheAmount() {
    for (String line :
        List.of(
            "The fullest hour is 18:00 with 1,447,679,390 bytes,",
            "221 times as much as the fullest of the earlier days.",
            "10.20.30.47 took 4,201,523,194 bytes from 172.31.253.102:3306,",
            "98.94 % of the day's traffic of that server, 1,616.5 times its own fullest hour.")) {
      assertTrue(executed.contains(line), "expected: " + line + "\n" + executed);
    }
  }

  @Test
  void theStoredOutputsAreThoseOfToday() throws Exception {
    String stored = Files.readString(NOTEBOOK);
    assertTrue(stored.contains("image/png"), "the picture is stored for readers");
    assertFalse(stored.contains("/home/") || stored.contains("/tmp/"), "a path of a machine");
    assertEquals(words(executed), words(toMarkdown("stored", Map.of())));
  }

  @Test
  void throughAServerItSaysTheSame() throws Exception {
    try (Demo.Served server = Demo.serve()) {
      Map<String, String> variables = Map.of("WEFT_STORE", server.url(), "WEFT_JAR", jar());
      assertEquals(words(executed), words(toMarkdown("remote", variables, "--execute")));
    }
  }

  /** Without the layout of tables, which is that of the pandas at hand. */
  private static List<String> words(String markdown) {
    String text = markdown.replaceAll("(?s)<style.*?</style>|<[^>]*>", " ");
    return List.of(text.strip().split("\\s+"));
  }

  @Test
  void inThePictureTheEveningStandsOut() throws Exception {
    BufferedImage picture = picture();
    int[] axis = longestRun(picture, AXIS);
    double hour = (axis[1] - axis[0]) / 24.0;
    assertTrue(hour > 20, "an hour is " + hour + " pixels wide");
    int tall = 0;
    int highest = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      int red = redPixels(picture, x);
      highest = Math.max(highest, red);
      if (red > picture.getHeight() / 12) {
        tall++;
        double at = (x - axis[0]) / hour;
        assertTrue(at > 17.9 && at < 21.4, "a tall bar at " + at + " o'clock");
      }
    }
    assertTrue(tall > 2.9 * hour, "the tall bars are " + tall / hour + " hours wide");
    assertTrue(highest > picture.getHeight() / 3, "the highest bar has " + highest + " pixels");
  }

  private static BufferedImage picture() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("executed"))) {
      List<Path> pictures = files.filter(f -> f.toString().endsWith(".png")).toList();
      assertEquals(1, pictures.size(), "pictures: " + pictures);
      return ImageIO.read(pictures.get(0).toFile());
    }
  }

  private static int redPixels(BufferedImage picture, int x) {
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      count += (picture.getRGB(x, y) & 0xFFFFFF) == RED ? 1 : 0;
    }
    return count;
  }

  /** First and last x of the longest horizontal line of a colour. */
  private static int[] longestRun(BufferedImage picture, int colour) {
    int[] longest = {0, 0};
    for (int y = 0; y < picture.getHeight(); y++) {
      int from = 0;
      for (int x = 0; x < picture.getWidth(); x++) {
        if ((picture.getRGB(x, y) & 0xFFFFFF) != colour) {
          from = x + 1;
        } else if (x - from > longest[1] - longest[0]) {
          longest = new int[] {from, x};
        }
      }
    }
    return longest;
  }
}
