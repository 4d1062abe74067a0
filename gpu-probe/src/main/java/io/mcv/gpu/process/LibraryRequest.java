package io.mcv.gpu.process;

import io.mcv.gpu.model.Source;
import java.nio.file.Path;
import java.util.List;

/**
 * A library that is to be asked.
 *
 * @param source which source it is
 * @param candidates absolute paths that were found fit to be loaded, the best first
 */
public record LibraryRequest(Source source, List<Path> candidates) {
  /** Copies the candidates. */
  public LibraryRequest {
    candidates = List.copyOf(candidates);
  }
}
