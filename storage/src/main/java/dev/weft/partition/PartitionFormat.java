package dev.weft.partition;

import dev.weft.flow.FlowColumn;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The layout of a partition file. All numbers are little-endian; varints and signed varints are
 * those of {@link dev.weft.encoding.ByteSink}; every CRC is CRC-32C.
 *
 * <pre>
 * header    0 "WEFT"
 *           4 u16 version, 4
 *           6 u16 0
 *           8 u32 CRC of bytes 0 to 7
 * blocks    for each block, for each column of {@link #COLUMNS} that is not constant in it:
 *             bytes of the column's encoding, u32 CRC of them
 * filters   pages of the source addresses' filter, then of the destinations': {@link AddressFilter}
 * footer    {@link PartitionFooter}
 * trailer   0 u64 offset of the footer
 *           8 u32 length of the footer
 *          12 u32 CRC of the footer
 *          16 u32 CRC of bytes 0 to 15 of the trailer
 *          20 "TFEW"
 * </pre>
 *
 * The parts follow each other without gaps, so that every byte of the file is under a checksum or
 * is a constant that readers check.
 *
 * <p>Two DNS queries from 10.0.0.1 to 192.0.2.7 and 192.0.2.8, the second 5 ms later:
 *
 * <pre>
 * 57454654                "WEFT"
 * 04000000                version 4, 0
 * 0ad33a1b                CRC of the 8 bytes before
 * 08018e888080180102      DIP: part of 8 bytes: PACKED from 0xC0000207, width 1, offsets 0 and 1
 * 9090697e                CRC of the column
 * 7804a0                  BYTES: PACKED from 60, width 4, offsets 0 and 10
 * 824f77e2                CRC
 * 80bab7030328            STIME: PACKED from 3600000, width 3, offsets 0 and 5
 * f5740305                CRC
 * a0000111684a753c        filter of SIP: a page of 4 bytes, CRC
 * 498800866848e1df        filter of DIP: a page of 4 bytes, CRC
 * 02                      footer: hour 1
 * 03616c6c02696e025330    "all", "in", "S0"
 * 01                      1 block
 * 02                      of 2 rows
 * 00030100000a            SIP CONSTANT, IPv4, 10.0.0.1
 * 200903070200c0080200c0  DIP IPV4, 9 bytes, bounds both IPv4, 192.0.2.7, 192.0.2.8
 * 01c0                    all begin with one octet, 192
 * 000300000000            NHIP CONSTANT 0.0.0.0
 * 0080f104                SPORT CONSTANT 40000
 * 006a                    DPORT CONSTANT 53
 * 0022                    PROTOCOL CONSTANT 17
 * 0002                    PACKETS CONSTANT 1
 * 0103780a                BYTES PACKED, 3 bytes, from 60 to 10 more
 * 000000000000            flags: three times CONSTANT 0
 * 01060005                STIME PACKED, 6 bytes, from the hour to 5 more
 * 00000000000000000000    DURATION, APPLICATION, ATTRIBUTES, interfaces: CONSTANT 0
 * 0008                    IP_VERSION CONSTANT 4
 * 0005                    ends: from the least start to 5 more
 * 03028201                both sums known: 2 packets, 130 bytes
 * 01040104                filters: 1 page of 4 bytes, twice
 * 3a00000000000000        trailer: the footer is at byte 58
 * 54000000                and has 84 bytes
 * bf5b2995                CRC of the footer
 * 6c05191f                CRC of the 16 bytes before
 * 54464557                "TFEW"
 * </pre>
 */
final class PartitionFormat {
  static final int MAGIC = 0x54464557; // "WEFT"
  static final int END_MAGIC = 0x57454654; // "TFEW"
  static final int VERSION = 4;
  static final int HEADER_BYTES = 12;
  static final int TRAILER_BYTES = 24;
  static final int CRC_BYTES = 4;

  /** Most rows of a block. */
  static final int MAX_BLOCK_ROWS = 65_536;

  /** The columns of a block in the order of their bytes. */
  static final List<FlowColumn> COLUMNS =
      Arrays.stream(FlowColumn.values()).filter(c -> c.isStored() && !c.isPartitionKey()).toList();

  private PartitionFormat() {}

  static int crc(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
