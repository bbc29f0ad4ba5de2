package dev.weft.silk;

import dev.weft.error.WarningSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes each message on once, however many readers of a file meet its cause. */
final class OnceSink implements WarningSink {
  private final WarningSink target;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  OnceSink(WarningSink target) {
    this.target = target;
  }

  @Override
  public void warn(String message) {
    if (told.add(message)) {
      target.warn(message);
    }
  }
}
