package io.mcv.client;

import java.io.Closeable;

/**
 * Places with registries that may be of one operation alone.
 *
 * @param owned whether the registries end with it
 */
record PlacesOf(Places places, Registries registries, boolean owned) implements Closeable {
  @Override
  public void close() {
    if (owned) {
      registries.close();
    }
  }
}
