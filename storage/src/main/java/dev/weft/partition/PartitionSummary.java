package dev.weft.partition;

/**
 * What a finished partition holds. Times are ms since the epoch, 0 where there is no flow.
 *
 * @param rows flows
 * @param fileBytes size of the file
 * @param minStime earliest start
 * @param maxStime latest start
 * @param maxEtime latest end
 * @param packets sum over all flows, {@link #UNKNOWN} where 63 bits do not hold it
 * @param bytes sum over all flows, {@link #UNKNOWN} where 63 bits do not hold it
 */
public record PartitionSummary(
    long rows,
    long fileBytes,
    long minStime,
    long maxStime,
    long maxEtime,
    long packets,
    long bytes) {
  /** Stands for a sum that 63 bits do not hold. */
  public static final long UNKNOWN = -1;
}
