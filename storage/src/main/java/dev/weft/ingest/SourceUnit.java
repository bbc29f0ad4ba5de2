package dev.weft.ingest;

import dev.weft.flow.Site;

/**
 * A source on its way into the store: it goes in whole or not at all. Filled by the reading thread;
 * the committing thread looks at it after that.
 */
final class SourceUnit {
  private final ImportSource source;
  private long flows;
  private long bytes;
  private long firstStart;
  private String digest = "";
  private Site site = Site.EMPTY;
  private volatile boolean dropped;

  SourceUnit(ImportSource source) {
    this.source = source;
  }

  ImportSource source() {
    return source;
  }

  String name() {
    return source.name();
  }

  /** Counts flows of a chunk; the first call also tells the first flow's start. */
  void add(long count, long start) {
    if (flows == 0) {
      firstStart = start;
    }
    flows += count;
  }

  long flows() {
    return flows;
  }

  /** Start of the first flow, ms since the epoch; 0 where there is none. */
  long firstStart() {
    return firstStart;
  }

  /** The source is read to its end. */
  void complete(String contentDigest, long contentBytes, Site names) {
    digest = contentDigest;
    bytes = contentBytes;
    site = names;
  }

  /** The names of its ids. */
  Site site() {
    return site;
  }

  /** SHA-256 of the source's bytes as they are stored, in hex; "" for flows made up. */
  String digest() {
    return digest;
  }

  /** Bytes of the source as stored. */
  long bytes() {
    return bytes;
  }

  /** None of its flows shall go in. */
  void drop() {
    dropped = true;
  }

  boolean isDropped() {
    return dropped;
  }
}
