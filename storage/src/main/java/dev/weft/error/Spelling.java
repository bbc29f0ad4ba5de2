package dev.weft.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How near names are to what somebody wrote. */
public final class Spelling {
  private static final int LONGEST = 100;

  private Spelling() {}

  /**
   * The names nearest to one, the nearest first, equally near ones by the alphabet.
   *
   * @param most how many at most
   */
  public static List<String> nearest(String name, Collection<String> known, int most) {
    String wanted = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    Comparator<String> near = Comparator.comparingInt(k -> distance(wanted, k));
    return known.stream()
        .sorted(near.thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .toList();
  }

  /** Letters to insert, delete or exchange, neighbours to swap. */
  public static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
