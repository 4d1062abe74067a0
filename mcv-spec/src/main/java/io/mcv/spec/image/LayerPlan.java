package io.mcv.spec.image;

import io.mcv.spec.CacheFile;
import java.util.List;

/**
 * One layer: its files with their final paths, modes and times, in the order they are written.
 *
 * @param files each folder before its children; owner and group are 0
 * @param createdBy what the history says about it
 */
public record LayerPlan(List<CacheFile> files, String createdBy) {
  /** Copies the list. */
  public LayerPlan {
    files = List.copyOf(files);
  }
}
