package io.mcv.oci.layer;

import java.io.IOException;

/**
 * What becomes of an entry with a name or link target that is refused: what follows it can be read
 * all the same.
 */
@FunctionalInterface
public interface EntryFaults {
  /** Refuses the layer. */
  EntryFaults REFUSED =
      refusal -> {
        throw refusal.exception();
      };

  /**
   * Told of each fault. Where this returns, reading goes on, and the entry is handed out with its
   * name as it is stored.
   */
  void found(LayerRefusal refusal) throws IOException;
}
