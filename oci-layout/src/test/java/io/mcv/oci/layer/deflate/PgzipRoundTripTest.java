package io.mcv.oci.layer.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Whatever goes in comes out again, through an inflater that is not ours. */
class PgzipRoundTripTest {
  private static final int HEADER_SIZE = 10;
  private static final int TRAILER_SIZE = 8;

  @Test
  void tenThousandInputsComeBackAndNoneIsLargerThanStored() throws Exception {
    RandomInputs inputs = new RandomInputs(2);
    Inflater inflater = new Inflater(true);
    for (int i = 0; i < 10_000; i++) {
      byte[] input = inputs.next(inputs.size(i % 20 == 0 ? 3 << 20 : 200_000));
      byte[] gzip = Gzip.compress(input);

      assertThat(gzip.length)
          .as("size of input %d", i)
          .isLessThanOrEqualTo(HEADER_SIZE + asStoredBlocks(input.length) + 2 + TRAILER_SIZE);
      inflater.reset();
      inflater.setInput(gzip, HEADER_SIZE, gzip.length - HEADER_SIZE - TRAILER_SIZE);
      byte[] output = new byte[input.length + 1];
      int size = 0;
      while (!inflater.finished()) {
        int some = inflater.inflate(output, size, output.length - size);
        assertThat(some > 0 || inflater.finished()).as("input %d goes on", i).isTrue();
        size += some;
      }
      assertThat(Arrays.equals(output, 0, size, input, 0, input.length)).as("input %d", i).isTrue();
      assertThat(inflater.getRemaining()).as("input %d", i).isZero();
      assertThat(LittleEndian.getInt(gzip, gzip.length - 4)).isEqualTo(input.length);
    }
    inflater.end();
  }

  @Test
  void theChecksumIsThatOfTheInput() throws IOException {
    byte[] input = new RandomInputs(5).next(100_000);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(Gzip.compress(input))).readAllBytes())
        .isEqualTo(input);
  }

  /** The units, if each of their windows were a stored block, and the empty ones that end them. */
  private static int asStoredBlocks(int length) {
    int blockHeader = 5;
    int units = length / UnitCoder.UNIT_SIZE + 1;
    int rest = length % UnitCoder.UNIT_SIZE;
    int windows = (units - 1) * 17 + (rest + 65_534) / 65_535;
    return length + (windows + units) * blockHeader;
  }
}
