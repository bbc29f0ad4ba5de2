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
 *           4 u16 version, 1
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
 */
final class PartitionFormat {
  static final int MAGIC = 0x54464557; // "WEFT"
  static final int END_MAGIC = 0x57454654; // "TFEW"
  static final int VERSION = 1;
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
