package io.mcv.oci.registry;

/** Is told what a client of registries does, a line each, without secrets. Called by any thread. */
public interface RegistryListener {
  /** Keeps nothing. */
  RegistryListener NONE =
      new RegistryListener() {
        @Override
        public void info(String line) {}

        @Override
        public void debug(String line) {}
      };

  /** What users want to know: a mirror that failed, a step that is tried again. */
  void info(String line);

  /** Each exchange. */
  void debug(String line);
}
