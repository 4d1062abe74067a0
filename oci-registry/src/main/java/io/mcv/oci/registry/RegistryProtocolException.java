package io.mcv.oci.registry;

/** A registry answered something that its protocol does not allow. */
public final class RegistryProtocolException extends RegistryException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong with the answer, and what to try. */
  RegistryProtocolException(String repository, String doing, String problem) {
    super(repository, doing + ": " + problem, null);
  }
}
