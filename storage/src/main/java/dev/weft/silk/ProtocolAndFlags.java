package dev.weft.silk;

import java.util.Arrays;

/** Protocol, family and TCP flags, which several layouts keep in the same few bytes. */
final class ProtocolAndFlags {
  private static final int TCP = 6;
  private static final int EXPANDED = 1;
  private static final int IPV6 = 0x80;

  private final RecordFields fields;
  private final RecordLayout layout;

  ProtocolAndFlags(RecordFields fields) {
    this.fields = fields;
    this.layout = fields.layout();
  }

  /** 6 in every record of a format that holds nothing but TCP. */
  void protocol(long[] out) {
    if (layout.has(Field.PROTOCOL)) {
      fields.field(Field.PROTOCOL, out);
      return;
    }
    if (layout.onlyTcp()) {
      Arrays.fill(out, 0, fields.count(), TCP);
      return;
    }
    long[] isTcp = fields.take();
    fields.field(Field.IS_TCP, isTcp);
    fields.field(Field.PROT_FLAGS, out);
    for (int i = 0; i < fields.count(); i++) {
      if (isTcp[i] != 0) {
        out[i] = TCP;
      }
    }
  }

  /** 1 for each TCP record of the packed flag rules. */
  private void tcp(long[] first, long[] out) {
    fields.fieldOr(Field.IS_TCP, 1, out);
    if (layout.sixIsTcp()) {
      for (int i = 0; i < fields.count(); i++) {
        out[i] |= first[i] == TCP ? 1 : 0;
      }
    }
  }

  /** Flags of all packets, see {@link FlagRule}. */
  void flags(long[] out) {
    FlagRule rule = layout.flagRule();
    if (rule == FlagRule.STORED || rule == FlagRule.REPAIRED) {
      fields.field(Field.FLAGS, out);
      return;
    }
    boolean restIfPlain = rule == FlagRule.FTV;
    boolean restIfOther = rule != FlagRule.TFP;
    long[] rest = fields.take();
    long[] expanded = fields.take();
    long[] tcp = fields.take();
    fields.field(Field.PROT_FLAGS, out);
    fields.field(Field.REST_FLAGS, rest);
    fields.field(Field.ATTRIBUTES, expanded);
    if (rule == FlagRule.FLOWCAP) {
      Arrays.fill(tcp, 0, fields.count(), 1);
    } else {
      tcp(out, tcp);
    }
    for (int i = 0; i < fields.count(); i++) {
      if (tcp[i] == 0) {
        out[i] = restIfOther ? rest[i] : 0;
      } else if (restIfPlain || (expanded[i] & EXPANDED) != 0) {
        out[i] |= rest[i];
      }
    }
  }

  /** Flags of the first packet, or of all others. */
  void someFlags(boolean initial, long[] out) {
    FlagRule rule = layout.flagRule();
    switch (rule) {
      case STORED -> fields.field(initial ? Field.INITIAL_FLAGS : Field.SESSION_FLAGS, out);
      case REPAIRED -> {
        long[] protocols = fields.take();
        long[] attributes = fields.take();
        fields.field(Field.PROTOCOL, protocols);
        fields.field(Field.ATTRIBUTES, attributes);
        fields.field(initial ? Field.INITIAL_FLAGS : Field.SESSION_FLAGS, out);
        for (int i = 0; i < fields.count(); i++) {
          if (protocols[i] != TCP && (attributes[i] & EXPANDED) != 0) {
            out[i] = 0;
          }
        }
      }
      case TBF, FTV, TFP, FLOWCAP -> {
        long[] first = fields.take();
        long[] tcp = fields.take();
        long[] attributes = fields.take();
        fields.field(Field.PROT_FLAGS, first);
        fields.field(Field.ATTRIBUTES, attributes);
        if (rule == FlagRule.FLOWCAP) {
          Arrays.fill(tcp, 0, fields.count(), 1);
        } else {
          tcp(first, tcp);
        }
        // a FLOWCAP record has the two the other way round
        fields.field(
            initial == (rule == FlagRule.FLOWCAP) ? Field.REST_FLAGS : Field.PROT_FLAGS, out);
        for (int i = 0; i < fields.count(); i++) {
          if (tcp[i] == 0 || (attributes[i] & EXPANDED) == 0) {
            out[i] = 0;
          }
        }
      }
    }
  }

  /** 4 or 6, by the mark in the attributes where a format holds both. */
  void ipVersion(long[] out) {
    if (layout.addressBytes() == 4) {
      Arrays.fill(out, 0, fields.count(), 4);
      return;
    }
    fields.field(Field.ATTRIBUTES, out);
    for (int i = 0; i < fields.count(); i++) {
      out[i] = (out[i] & IPV6) == 0 ? 4 : 6;
    }
  }
}
