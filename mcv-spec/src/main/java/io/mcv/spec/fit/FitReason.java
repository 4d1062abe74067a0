package io.mcv.spec.fit;

/**
 * Why kernels run on a GPU or do not.
 *
 * @param dimension what was compared
 * @param text a sentence for people, without a full stop
 */
public record FitReason(Dimension dimension, String text) {
  /** What is compared. */
  public enum Dimension {
    /** CUDA, HIP, … */
    BACKEND,
    /** The architecture. */
    ARCH,
    /** Threads in a warp. */
    WARP_SIZE,
    /** What the driver of the GPU knows, against the PTX or toolkit of the kernel. */
    DRIVER,
    /** The key that Triton makes of its surroundings. */
    KEY,
    /** What the cache or the host does not tell. */
    KNOWLEDGE;

    /** As reports name it: {@code warp-size}. */
    public String id() {
      return switch (this) {
        case BACKEND -> "backend";
        case ARCH -> "arch";
        case WARP_SIZE -> "warp-size";
        case DRIVER -> "driver";
        case KEY -> "key";
        case KNOWLEDGE -> "knowledge";
      };
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
