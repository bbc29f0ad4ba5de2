package dev.weft.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The driver's jar behind old versions of the libraries that it bundles. */
class HostApplicationIT {
  static List<String> urls() {
    return Demonstration.urls();
  }

  private static URLClassLoader host() throws IOException {
    List<URL> path = new ArrayList<>();
    try (DirectoryStream<Path> old = Files.newDirectoryStream(Path.of("target/old"), "*.jar")) {
      for (Path jar : old) {
        path.add(jar.toUri().toURL());
      }
    }
    assertTrue(path.size() >= 7, "old libraries: " + path);
    path.add(Demonstration.JAR.toUri().toURL());
    return new URLClassLoader(
        "host", path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  @ParameterizedTest
  @MethodSource("urls")
  void theHostsOldLibrariesStayItsOwn(String url) throws Exception {
    try (URLClassLoader host = host()) {
      Class<?> guava = host.loadClass("com.google.common.collect.ImmutableList");
      assertTrue(guava.getProtectionDomain().getCodeSource().toString().contains("guava-14"));
      Driver driver =
          ServiceLoader.load(Driver.class, host).stream()
              .filter(each -> each.type().getName().startsWith("dev.weft."))
              .findFirst()
              .map(ServiceLoader.Provider::get)
              .orElseThrow(() -> new AssertionError("not registered"));
      assertNull(driver.connect("jdbc:calcite:", new Properties()), "another driver's URL");
      try (Connection connection = driver.connect(url, new Properties());
          ResultSet rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "SELECT sip, COUNT(*) AS n FROM flows WHERE dport = 443"
                          + " GROUP BY sip ORDER BY n DESC, sip LIMIT 3")) {
        int count = 0;
        while (rows.next()) {
          assertNotEquals(0, rows.getLong("n"));
          count++;
        }
        assertEquals(3, count);
      }
    }
  }

  @Test
  void noClassOfTheJarHasAnotherLibrarysName() throws IOException {
    List<String> foreign = new ArrayList<>();
    try (JarFile jar = new JarFile(Demonstration.JAR.toFile())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (name.endsWith(".class") && !name.startsWith("dev/weft/")) {
          foreign.add(name);
        }
      }
      assertTrue(jar.getEntry("META-INF/LICENSE") != null, "no LICENSE");
      assertTrue(jar.getEntry("META-INF/NOTICE") != null, "no NOTICE");
    }
    assertEquals(List.of(), foreign);
  }
}
