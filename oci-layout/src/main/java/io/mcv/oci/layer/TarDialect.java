package io.mcv.oci.layer;

/**
 * In what the layers of the tools differ, though all of them come from Go's {@code archive/tar}.
 *
 * @param fileTypeBits whether the mode field holds the type of the file too, as in {@code 0100644}
 * @param directorySlash whether the name of a directory ends in a slash
 */
public record TarDialect(boolean fileTypeBits, boolean directorySlash) {

  /** What {@code archive/tar} gives a program that follows its documentation. */
  public static final TarDialect GO = new TarDialect(false, true);

  /** buildah 1.28.2, and every buildah on containers/storage before 1.48. */
  public static final TarDialect BUILDAH_1_28 = new TarDialect(true, true);

  /** The squashed layer of the mcv that was built on buildah 1.38. */
  public static final TarDialect SQUASHED = new TarDialect(false, false);

  /** The classic builder of docker. */
  public static final TarDialect DOCKER = GO;
}
