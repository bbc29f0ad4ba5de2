package dev.weft.ingest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of the current thread; elapsed time on a machine that does not tell it. */
final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean TOLD = THREADS.isCurrentThreadCpuTimeSupported();

  private CpuTime() {}

  /** Nanoseconds from some moment; only differences on one thread mean something. */
  static long nanos() {
    return TOLD ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
