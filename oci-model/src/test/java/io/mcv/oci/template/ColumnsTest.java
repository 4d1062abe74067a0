package io.mcv.oci.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The expected texts are those of Go's text/tabwriter, as skopeo 1.22 uses it. */
class ColumnsTest {

  @Test
  void aColumnIsAsWideAsItsWidestCellAndTwoMoreAndTwelveAtLeast() {
    assertThat(Columns.align("a\tb\nlonger than ten\tc\n"))
        .isEqualTo("a                b\nlonger than ten  c\n");
    assertThat(Columns.align("linux\tamd64\n")).isEqualTo("linux       amd64\n");
  }

  @Test
  void aColumnEndsWhereALineHasNoCellInIt() {
    assertThat(Columns.align("x\ty\nalone\na\tb\tc\n\nlonglonglonglong\t1\nq\tr\n"))
        .isEqualTo(
            "x           y\nalone\na           b           c\n\nlonglonglonglong  1\n"
                + "q                 r\n");
  }

  @Test
  void emptyCellsAreCellsAndCharactersCountOnce() {
    assertThat(Columns.align("\t\t|\n")).isEqualTo(" ".repeat(24) + "|\n");
    assertThat(Columns.align("\u00e9\ud83d\ude00\t|")).isEqualTo("\u00e9\ud83d\ude00          |");
    assertThat(Columns.align("")).isEmpty();
  }
}
