package dev.weft.examples;

import java.util.List;

/** The switches of four tools, as SiLK 3.19's manual pages list them. */
enum SilkManual {
  RWFILTER(
      List.of("Files to read", "Where records go", "Conditions on a record"),
      """
      class type flowtypes sensors start-date end-date data-rootdir print-missing-files input-pipe
      xargs all-destination fail-destination pass-destination print-statistics
      print-volume-statistics ack-flag active-time any-address not-any-address any-cc any-cidr
      not-any-cidr any-index anyset not-anyset aport application attributes bytes bytes-per-packet
      cwr-flag daddress not-daddress dcc dcidr not-dcidr dipset not-dipset dport dtype duration
      ece-flag etime fin-flag flags-all flags-initial flags-session icmp-code icmp-type input-index
      ip-version ipa-any-expr ipa-dst-expr ipa-src-expr next-hop-id not-next-hop-id nhcidr
      not-nhcidr nhipset not-nhipset output-index packets pmap-file protocol psh-flag python-expr
      python-file rst-flag saddress not-saddress scc scidr not-scidr sipset not-sipset sport stime
      stype syn-flag tcp-flags tuple-delimiter tuple-direction tuple-fields tuple-file urg-flag
      compression-method dry-run max-fail-records max-pass-records note-add note-file-add plugin
      print-filenames site-config-file threads help version pmap-saddress pmap-daddress
      pmap-any-address pmap-sport-proto pmap-dport-proto pmap-any-port-proto payload-bytes
      payload-rate bytes-per-second packets-per-second flowrate-zero-duration
      """),
  RWUNIQ(
      List.of("rwuniq: groups", "Printing and input"),
      """
      fields values threshold presorted-input sort-output bin-time timestamp-format epoch-time
      ip-format integer-ips zero-pad-ips integer-sensors integer-tcp-flags no-titles no-columns
      column-separator no-final-delimiter delimited print-filenames copy-input output-path pager
      temp-directory legacy-timestamps all-counts bytes packets flows stime etime sip-distinct
      dip-distinct ipv6-policy site-config-file plugin python-file pmap-file pmap-column-width
      xargs help help-fields version
      """),
  RWSTATS(
      List.of("rwstats: the most and the least", "Printing and input"),
      """
      fields values count threshold percentage top bottom presorted-input no-percents ipv6-policy
      bin-time timestamp-format epoch-time ip-format integer-ips zero-pad-ips integer-sensors
      integer-tcp-flags no-titles no-columns column-separator no-final-delimiter delimited
      print-filenames copy-input output-path pager temp-directory legacy-timestamps
      site-config-file plugin python-file pmap-file pmap-column-width xargs overall-stats
      detail-proto-stats help help-fields legacy-help version
      """),
  RWCOUNT(
      List.of("rwcount: series", "Printing and input"),
      """
      bin-size load-scheme start-time end-time skip-zeroes bin-slots epoch-slots timestamp-format
      no-titles no-columns column-separator no-final-delimiter delimited print-filenames copy-input
      output-path pager site-config-file legacy-timestamps xargs help version
      """);

  private final List<String> headings;
  private final List<String> switches;

  SilkManual(List<String> headings, String switches) {
    this.headings = headings;
    this.switches = List.of(switches.strip().split("\\s+"));
  }

  /** Sections of the document whose tables tell of the tool. */
  List<String> headings() {
    return headings;
  }

  /** Names without their dashes. */
  List<String> switches() {
    return switches;
  }
}
