package io.mcv.client.candidate;

import io.mcv.spec.conformance.ConformanceReport;
import java.io.IOException;

/** Holds an image against the rules of the format, as the client does. */
@FunctionalInterface
public interface CreatedImageCheck {
  /**
   * Validates an image.
   *
   * @param reference of it, as on the command line
   * @throws IOException if there is no such image
   */
  ConformanceReport validate(String reference) throws IOException;
}
