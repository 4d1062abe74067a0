package io.mcv.oci.model;

import java.util.List;

/** A tag, a blob or a place that was asked for is not there. */
public final class NotFoundException extends OciException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> candidates;

  /** With what is missing and where it was looked for. */
  public NotFoundException(String message) {
    this(message, List.of());
  }

  /**
   * With what is missing, and what is there instead.
   *
   * @param candidates names that would have been found; the message already tells them
   */
  public NotFoundException(String message, List<String> candidates) {
    super(message);
    this.candidates = List.copyOf(candidates);
  }

  /** What is there instead, such as the tags of a layout; may be empty. */
  public List<String> candidates() {
    return candidates;
  }
}
