package io.mcv.client.candidate;

import java.io.IOException;
import java.nio.file.Path;

/** A tool that extracts the cache of an image. */
@FunctionalInterface
public interface CandidateExtractor {
  /**
   * Extracts an image.
   *
   * @param layout the OCI layout that holds it
   * @param tag its name there
   * @param target an empty folder for the files of the cache
   * @param work an empty folder for anything else
   * @return how that ended; 0 where the tool took the image
   * @throws IOException if the tool cannot be run at all
   */
  CommandOutcome extract(Path layout, String tag, Path target, Path work) throws IOException;
}
