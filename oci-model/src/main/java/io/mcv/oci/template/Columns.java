package io.mcv.oci.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns cells that end with tabs, as Go's {@code text/tabwriter} does with a minimal width of 12,
 * a padding of 2 and spaces. A column goes over neighbouring lines alone, and what follows the last
 * tab of a line is in no column.
 *
 * @see <a href="https://pkg.go.dev/text/tabwriter">text/tabwriter</a>
 */
public final class Columns {
  private static final int MIN_WIDTH = 12;
  private static final int PADDING = 2;

  private final List<String[]> lines = new ArrayList<>();
  private final List<Integer> widths = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();

  private Columns(String text) {
    for (String line : text.split("\n", -1)) {
      lines.add(line.split("\t", -1));
    }
  }

  /** The text with spaces instead of tabs. */
  public static String align(String text) {
    Columns columns = new Columns(text);
    columns.align(0, columns.lines.size());
    return columns.out.substring(0, columns.out.length() - 1);
  }

  /** Lines of which the widths of all columns to the left of one column are known. */
  private void align(int from, int to) {
    int column = widths.size();
    int written = from;
    int line = from;
    while (line < to) {
      if (!hasCell(line, column)) {
        line++;
        continue;
      }
      write(written, line);
      int end = line;
      int width = MIN_WIDTH;
      for (; end < to && hasCell(end, column); end++) {
        width = Math.max(width, length(lines.get(end)[column]) + PADDING);
      }
      widths.add(width);
      align(line, end);
      widths.remove(column);
      written = end;
      line = end;
    }
    write(written, to);
  }

  private boolean hasCell(int line, int column) {
    return column < lines.get(line).length - 1;
  }

  private void write(int from, int to) {
    for (String[] line : lines.subList(from, to)) {
      for (int i = 0; i < line.length; i++) {
        out.append(line[i]);
        if (i < widths.size()) {
          out.append(" ".repeat(Math.max(0, widths.get(i) - length(line[i]))));
        }
      }
      out.append('\n');
    }
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
