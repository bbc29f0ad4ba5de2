package dev.weft.maintenance;

/**
 * What an expiry removed, or would remove.
 *
 * @param hours hours
 * @param segments segments that counted
 * @param flows flows in them, as far as their footers can be read
 * @param bytes size of all files removed
 * @param firstHour start of the first hour, ms since the epoch; with the last 0 where there is none
 * @param lastHour start of the last hour
 * @param strays files that are no segments and were left in place
 * @param cancelled true where it was ended early
 */
public record ExpireResult(
    long hours,
    long segments,
    long flows,
    long bytes,
    long firstHour,
    long lastHour,
    long strays,
    boolean cancelled) {}
