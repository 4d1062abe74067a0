package io.mcv.spec.fit;

import java.util.Optional;

/**
 * A version of PTX, NVIDIA's intermediate code.
 *
 * <table>
 * <caption>The version that each CUDA toolkit writes and each driver reads</caption>
 * <tr><th>CUDA</th><th>PTX</th></tr>
 * <tr><td>9.0 to 9.2</td><td>6.0 to 6.2</td></tr>
 * <tr><td>10.0 to 10.2</td><td>6.3 to 6.5</td></tr>
 * <tr><td>11.0 to 11.8</td><td>7.0 to 7.8</td></tr>
 * <tr><td>12.0 to 12.5</td><td>8.0 to 8.5</td></tr>
 * <tr><td>12.6</td><td>8.5</td></tr>
 * <tr><td>12.7 to 12.9</td><td>8.6 to 8.8</td></tr>
 * <tr><td>13.0, 13.1, …</td><td>9.0, 9.1, …</td></tr>
 * </table>
 *
 * <p>Newer toolkits are taken to go on as 13 does.
 *
 * @param number as Triton writes it: 84 for 8.4
 * @see <a href="https://docs.nvidia.com/cuda/parallel-thread-execution/#release-notes">PTX ISA:
 *     release notes</a>
 */
public record PtxVersion(int number) implements Comparable<PtxVersion> {
  private static final int MIN = 10;
  private static final int MAX = 299;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException unless it is from 10 to 299
   */
  public PtxVersion {
    if (number < MIN || number > MAX) {
      throw new IllegalArgumentException("no version of PTX: " + number);
    }
  }

  /**
   * The version with this number. Empty unless it is from 10 to 299: old versions of mcv wrote the
   * version of the driver in its place, which was 300 or more.
   */
  public static Optional<PtxVersion> of(long number) {
    return number < MIN || number > MAX
        ? Optional.empty()
        : Optional.of(new PtxVersion((int) number));
  }

  /** The version that a toolkit writes: {@code 12.9} or {@code 12.9.1}; empty if that is none. */
  public static Optional<PtxVersion> ofCudaToolkit(String version) {
    String[] parts = version.split("\\.", 3);
    return parts.length > 1 && isNumber(parts[0]) && isNumber(parts[1])
        ? ofCuda(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))
        : Optional.empty();
  }

  /** The newest version that a driver reads: 12080 is a driver for CUDA 12.8. */
  public static Optional<PtxVersion> ofDriver(int cuda) {
    return ofCuda(cuda / 1000, cuda % 1000 / 10);
  }

  private static Optional<PtxVersion> ofCuda(int major, int minor) {
    return switch (major) {
      case 9 -> of(60 + Math.min(minor, 2));
      case 10 -> of(63 + Math.min(minor, 2));
      case 11 -> of(70 + Math.min(minor, 8));
      case 12 -> of(80 + Math.min(minor < 6 ? minor : minor - 1, 9));
      default -> major < 9 ? Optional.empty() : of(90 + (major - 13) * 10 + Math.min(minor, 9));
    };
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= 3
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The major version of the oldest toolkit that writes it; 9 for all that are older still. */
  public int toolkitMajor() {
    if (number >= 70) {
      return number / 10 + 4;
    }
    return number >= 63 ? 10 : 9;
  }

  @Override
  public int compareTo(PtxVersion other) {
    return Integer.compare(number, other.number);
  }

  /** For people: {@code 8.4}. */
  @Override
  public String toString() {
    return number / 10 + "." + number % 10;
  }
}
