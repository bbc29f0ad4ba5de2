package dev.weft.silk;

/** What a record may store, before SiLK's packing is undone. Numbers unless said otherwise. */
enum Field {
  /** Source address, 4 or 16 bytes as {@link RecordLayout#addressBytes}. */
  SIP,
  DIP,
  NHIP,
  SPORT,
  DPORT,
  /** Web formats: the port that is not the server's. */
  CLIENT_PORT,
  /** Web formats: 0 = 80, 1 = 443, 2 = 8080, 3 = another, which reads as 0. */
  SERVER_PORT_CODE,
  /** Web formats: 1 = the server is the source. */
  SOURCE_IS_SERVER,
  PROTOCOL,
  FLAGS,
  INITIAL_FLAGS,
  SESSION_FLAGS,
  /** 1 = TCP, and {@link #PROT_FLAGS} holds flags. */
  IS_TCP,
  /** TCP: flags, those of the first packet if attribute bit 0 is set; else the protocol. */
  PROT_FLAGS,
  /** TCP with attribute bit 0: flags of the other packets. */
  REST_FLAGS,
  ATTRIBUTES,
  PACKETS,
  BYTES,
  /** Packets beside {@link #BYTES_PER_PACKET}. */
  RATIO_PACKETS,
  /** 1 = {@link #RATIO_PACKETS} counts 64 packets each. */
  RATIO_BY_64,
  /** 14 bits of whole bytes, 6 bits of 64ths. */
  BYTES_PER_PACKET,
  /** Start, whole seconds after the epoch or the header's hour. */
  START_SECONDS,
  /** Start, milliseconds to be added. */
  START_MILLIS,
  DURATION_SECONDS,
  DURATION_MILLIS,
  SENSOR,
  FLOWTYPE,
  APPLICATION,
  IN,
  OUT;

  static final int COUNT = values().length;
}
