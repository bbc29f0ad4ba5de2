package dev.weft.silk;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a site file (silk.conf) says. Immutable.
 *
 * @param site sensors, classes and types; {@link Site.FlowType#isDefault} marks the default types
 *     of each class
 * @param classes names of the classes in the order of their definition
 * @param defaultClass the class that rwfilter takes without being asked; null if none
 * @param pathFormat where a data root keeps the file of an hour, type and sensor
 * @param packingLogic the packer's plug-in; null if none
 */
public record SilkConf(
    Site site,
    List<String> classes,
    @Nullable String defaultClass,
    PathFormat pathFormat,
    @Nullable String packingLogic) {

  /** Says nothing: no names, SiLK's own path format. */
  public static final SilkConf EMPTY = of(Site.EMPTY);

  public SilkConf {
    classes = List.copyOf(classes);
  }

  /** A site with SiLK's own path format, classes in the order of their types' ids. */
  public static SilkConf of(Site site) {
    Set<String> classes = new LinkedHashSet<>();
    site.types().forEach(t -> classes.add(t.className()));
    return new SilkConf(site, List.copyOf(classes), null, PathFormat.DEFAULT, null);
  }

  /**
   * Reads a site file; a relative path of an {@code include} counts from the working directory of
   * the process, as in SiLK.
   *
   * @param warnings told of a last line that counts for nothing because its newline is missing
   * @throws dev.weft.error.CorruptFileException naming file and line of the first fault
   */
  public static SilkConf read(Path file, WarningSink warnings) throws IOException {
    return read(file, Path.of(""), warnings);
  }

  /**
   * As {@link #read(Path, WarningSink)}.
   *
   * @param workingDirectory where a relative path of an {@code include} counts from
   */
  public static SilkConf read(Path file, Path workingDirectory, WarningSink warnings)
      throws IOException {
    return new SilkConfParser(workingDirectory, warnings).parse(file);
  }

  /**
   * The text of a site file that reads back as this.
   *
   * @throws IllegalArgumentException where a name or id is one that silk.conf can't hold
   */
  public String text() {
    return SilkConfWriter.text(this);
  }

  /**
   * The text of a site file for a site, see {@link #text()}.
   *
   * @throws IllegalArgumentException where a name or id is one that silk.conf can't hold
   */
  public static String write(Site site) {
    return of(site).text();
  }

  /** Writes {@link #text()} to a file. */
  public void write(Path file) throws IOException {
    Files.writeString(file, text(), StandardCharsets.UTF_8);
  }
}
