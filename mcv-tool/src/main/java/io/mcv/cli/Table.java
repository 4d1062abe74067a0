package io.mcv.cli;

import io.mcv.oci.model.Printable;
import java.util.ArrayList;
import java.util.List;

/** Text in columns, three spaces apart, as docker prints its lists. */
final class Table {
  private static final String GAP = "   ";

  private final List<String[]> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(headings);
  }

  Table row(String... cells) {
    String[] printable = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      printable[i] = Printable.of(cells[i]);
    }
    rows.add(printable);
    return this;
  }

  List<String> lines() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.length; i++) {
      boolean last = i == row.length - 1;
      line.append(row[i]).append(last ? "" : " ".repeat(widths[i] - row[i].length()) + GAP);
    }
    return line.toString().stripTrailing();
  }
}
