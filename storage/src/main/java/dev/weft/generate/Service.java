package dev.weft.generate;

/**
 * A service that hosts talk to.
 *
 * @param port the server's port; for ICMP unused
 * @param weight conversations of a thousand
 * @param requestPackets typical packets of the client's flow
 * @param replyPackets typical packets of the server's flow
 * @param requestSize typical bytes of a client's packet
 * @param replySize typical bytes of a server's packet
 * @param millis typical duration of a conversation
 */
record Service(
    int protocol,
    int port,
    int weight,
    int requestPackets,
    int replyPackets,
    int requestSize,
    int replySize,
    int millis) {
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMP = 1;
  static final int ICMP6 = 58;

  /** What office and campus networks carry, by number of conversations. */
  static final Service[] COMMON = {
    new Service(TCP, 443, 370, 9, 12, 180, 880, 4_000),
    new Service(UDP, 53, 330, 1, 1, 68, 150, 12),
    new Service(TCP, 80, 90, 6, 7, 160, 760, 900),
    new Service(UDP, 123, 40, 1, 1, 76, 76, 15),
    new Service(UDP, 443, 60, 14, 22, 150, 1_050, 9_000),
    new Service(TCP, 25, 14, 12, 9, 620, 90, 2_500),
    new Service(TCP, 993, 16, 10, 11, 110, 420, 30_000),
    new Service(TCP, 22, 10, 40, 40, 110, 140, 60_000),
    new Service(TCP, 8080, 12, 7, 8, 170, 700, 1_200),
    new Service(UDP, 161, 12, 1, 1, 90, 120, 5),
    new Service(UDP, 514, 14, 2, 0, 240, 0, 1_000),
    new Service(TCP, 3306, 8, 14, 18, 140, 520, 5_000),
    new Service(TCP, 3389, 4, 300, 320, 130, 300, 600_000),
    new Service(ICMP, 0, 20, 3, 3, 84, 84, 2_000),
  };

  private static final int[] BY_WEIGHT = byWeight();

  private static int[] byWeight() {
    int total = 0;
    for (Service s : COMMON) {
      total += s.weight;
    }
    int[] table = new int[total];
    int n = 0;
    for (int i = 0; i < COMMON.length; i++) {
      for (int k = 0; k < COMMON[i].weight; k++) {
        table[n++] = i;
      }
    }
    return table;
  }

  static Service pick(Random64 random) {
    return COMMON[BY_WEIGHT[random.below(BY_WEIGHT.length)]];
  }

  boolean isWeb() {
    return protocol == TCP && (port == 80 || port == 443 || port == 8080);
  }
}
