package io.mcv.oci.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that a client tells. */
final class RecordedLines implements RegistryListener {
  private final List<String> info = new CopyOnWriteArrayList<>();
  private final List<String> debug = new CopyOnWriteArrayList<>();

  @Override
  public void info(String line) {
    info.add(line);
  }

  @Override
  public void debug(String line) {
    debug.add(line);
  }

  List<String> info() {
    return List.copyOf(info);
  }

  List<String> debug() {
    return List.copyOf(debug);
  }
}
