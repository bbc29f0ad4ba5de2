package dev.weft.maintenance;

/** Told how far it is, by the thread that works. */
@FunctionalInterface
public interface MaintenanceProgress {
  /** Tells nobody. */
  MaintenanceProgress NONE = (hours, hoursTotal, flows) -> {};

  /**
   * @param hours hours done
   * @param hoursTotal all hours
   * @param flows flows written or removed so far
   */
  void progress(long hours, long hoursTotal, long flows);
}
