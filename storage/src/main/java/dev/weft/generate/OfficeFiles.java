package dev.weft.generate;

import dev.weft.flow.IpAddress;
import dev.weft.silk.SilkPrefixMapWriter;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sets and maps of the demonstration's network, as its analysts would keep them:
 *
 * <pre>
 * sets/databases.txt         the database servers
 * sets/branches.txt          where the branch offices are
 * sets/allowance.bag         bytes that each client may take a day
 * pmaps/network.pmap         office, branch, servers, outside
 * pmaps/service.pmap         what stands behind a port
 * pmaps/country_codes.pmap   countries, dealt out to the outside at will
 * </pre>
 */
public final class OfficeFiles {
  private static final long ALLOWANCE = 5_000_000;
  private static final int FIRST_CLIENT = 43;
  private static final int CLIENTS = 12;
  private static final String[] COUNTRIES = {
    "us", "de", "cn", "br", "fr", "jp", "gb", "in", "nl", "ru", "za", "au"
  };

  private OfficeFiles() {}

  /** Writes all of them into a store's directories, which are made if absent. */
  public static void write(Path sets, Path maps) throws IOException {
    Files.createDirectories(sets);
    Files.createDirectories(maps);
    Files.writeString(
        sets.resolve("databases.txt"),
        "# Servers of MySQL, PostgreSQL and SQL Server\n"
            + "172.31.253.102\n172.31.253.110\n172.31.253.120\n");
    Files.writeString(sets.resolve("branches.txt"), "# Branch offices\n10.20.30.0/24\n");
    try (OutputStream out = open(sets.resolve("allowance.bag"))) {
      writeAllowance(new DataOutputStream(out));
    }
    write(network(), maps.resolve("network.pmap"));
    write(services(), maps.resolve("service.pmap"));
    write(countries(), maps.resolve("country_codes.pmap"));
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  private static void write(SilkPrefixMapWriter map, Path file) throws IOException {
    try (OutputStream out = open(file)) {
      map.write(out);
    }
  }

  private static SilkPrefixMapWriter network() {
    return SilkPrefixMapWriter.ofAddresses("network", "outside")
        .block(IpAddress.parse("10.0.0.0"), 16, "office")
        .block(IpAddress.parse("2001:db8::"), 32, "office")
        .block(IpAddress.parse("10.20.30.0"), 24, "branch")
        .block(IpAddress.parse("172.31.253.0"), 24, "servers");
  }

  private static SilkPrefixMapWriter services() {
    return SilkPrefixMapWriter.ofPorts("service", "other")
        .port(Service.TCP, 22, "ssh")
        .port(Service.TCP, 25, "mail")
        .port(Service.TCP, 993, "mail")
        .port(Service.TCP, 80, "web")
        .port(Service.TCP, 443, "web")
        .port(Service.TCP, 8080, "web")
        .port(Service.UDP, 443, "web")
        .port(Service.TCP, 3306, "database")
        .port(Service.TCP, 5432, "database")
        .port(Service.TCP, 1433, "database")
        .port(Service.UDP, 53, "dns")
        .port(Service.TCP, 53, "dns")
        .port(Service.UDP, 123, "time");
  }

  private static SilkPrefixMapWriter countries() {
    SilkPrefixMapWriter map = SilkPrefixMapWriter.ofCountries();
    for (int first = 1; first < 224; first++) {
      if (first != 10 && first != 127 && first != 172 && first != 192) {
        map.block(IpAddress.ofIpv4((long) first << 24), 8, COUNTRIES[first * 7 % COUNTRIES.length]);
      }
    }
    return map.block(IpAddress.parse("2a00::"), 16, "de");
  }

  /** A Bag of version 3: source address to sum of bytes. */
  private static void writeAllowance(DataOutputStream out) throws IOException {
    out.writeInt(0xDEADBEEF);
    out.writeByte(1); // big-endian
    out.writeByte(0x21); // Bag
    out.writeByte(16); // file version
    out.writeByte(0); // no compression
    out.writeInt(0); // SiLK version: none
    out.writeShort(12); // bytes of an item
    out.writeShort(3); // record version
    out.writeInt(6); // Bag's entry: types and lengths of key and counter
    out.writeInt(16);
    out.writeShort(0); // sIPv4
    out.writeShort(4);
    out.writeShort(30); // sum-bytes
    out.writeShort(8);
    out.writeInt(0); // end of header; 48 bytes with its padding, a multiple of 12
    out.writeInt(16);
    out.writeLong(0);
    for (int client = 0; client < CLIENTS; client++) {
      out.writeInt(10 << 24 | 20 << 16 | 30 << 8 | FIRST_CLIENT + client);
      out.writeLong(ALLOWANCE);
    }
    out.flush();
  }
}
