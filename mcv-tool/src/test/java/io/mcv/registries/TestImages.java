package io.mcv.registries;

import io.mcv.cli.Tool;
import io.mcv.testing.Checkout;
import java.util.ArrayList;
import java.util.List;

/** Caches of the checkout as images in registries. */
final class TestImages {
  private TestImages() {}

  /** Packs a sample cache into a registry of plain HTTP, or wherever. */
  static Tool.Outcome create(Tool tool, String cache, String image, String... options) {
    List<String> arguments = new ArrayList<>(List.of("create", "--tls-verify=false"));
    arguments.addAll(List.of("-i", image, "-d", Checkout.sampleCache(cache).toString()));
    arguments.addAll(List.of(options));
    return tool.run(arguments.toArray(String[]::new)).orFail();
  }
}
