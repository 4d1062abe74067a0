package io.mcv.client.conformance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.client.McvClient;
import io.mcv.client.ValidateRequest;
import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonObject;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must not be unpacked is failed by the rule that says why; what may be, by none. */
class HostileLayersTest {
  private static final Map<String, String> BROKEN =
      Map.ofEntries(
          entry("dotdot", "LAYER-NAME-02"),
          entry("dotdot-outside-prefix", "LAYER-NAME-02"),
          entry("abs", "LAYER-NAME-01"),
          entry("symdir-same-layer", "LAYER-ENTRY-02"),
          entry("symfile-overwrite", "LAYER-ENTRY-02"),
          entry("sym-relative-escape", "LAYER-ENTRY-02"),
          entry("sym-inside", "LAYER-ENTRY-02"),
          entry("hard-abs", "LAYER-ENTRY-03"),
          entry("hard-dotdot", "LAYER-ENTRY-03"),
          entry("hard-forward", "LAYER-ENTRY-03"),
          entry("root-symlink", "LAYER-ENTRY-01"),
          entry("wh-threedots", "LAYER-ENTRY-06"),
          entry("wh-dot", "LAYER-ENTRY-06"),
          entry("wh-empty", "LAYER-ENTRY-06"),
          entry("wh-through-symlink", "LAYER-ENTRY-02"),
          entry("chardev", "LAYER-ENTRY-04"),
          entry("blockdev", "LAYER-ENTRY-04"),
          entry("fifo", "LAYER-ENTRY-04"),
          entry("duplicate", "LAYER-NAME-05"),
          entry("dir-then-file", "LAYER-NAME-06"),
          entry("long-component", "LAYER-LIMIT-02"),
          entry("long-path", "LAYER-LIMIT-01"),
          entry("pax-huge-record", "LAYER-LIMIT-03"),
          entry("gnu-sparse", "LAYER-TAR-06"),
          entry("size-beyond-end", "LAYER-TAR-09"),
          entry("bad-checksum", "LAYER-TAR-01"),
          entry("truncated", "LAYER-TAR-09"),
          entry("no-trailer", "LAYER-TAR-10"),
          entry("bomb-zeros", "LAYER-LIMIT-05"),
          entry("gzip-trailing-garbage", "LAYER-STREAM-01"));

  private static final Map<String, String> WARNED =
      Map.of(
          "setuid", "LAYER-ENTRY-08",
          "world-writable", "LAYER-ENTRY-09",
          "case-collision", "LAYER-NAME-08",
          "backslash-name", "LAYER-NAME-09");

  @Test
  void everyHostileImageBreaksTheRuleOfItsAttack() throws IOException {
    Path images = SharedData.require("hostile-layers");
    JsonObject verdicts = Json.parseObject(Files.readAllBytes(images.resolve("expected.json")));
    assertThat(verdicts.names()).containsAll(BROKEN.keySet()).containsAll(WARNED.keySet());
    for (String name : verdicts.names()) {
      List<String> errors = broken(images.resolve(name), Level.ERROR);
      List<String> layerErrors = errors.stream().filter(id -> id.startsWith("LAYER-")).toList();
      if (BROKEN.containsKey(name)) {
        assertThat(layerErrors).as(name).contains(BROKEN.get(name));
      } else {
        assertThat(layerErrors).as(name).isEmpty();
      }
      if (verdicts.string(name).equals("refuse")) {
        assertThat(errors).as(name).isNotEmpty();
      }
      if (WARNED.containsKey(name)) {
        assertThat(broken(images.resolve(name), Level.WARNING)).as(name).contains(WARNED.get(name));
      }
    }
  }

  private static List<String> broken(Path image, Level level) throws IOException {
    try (McvClient client = McvClient.ofProcess()) {
      return client
          .validate(ValidateRequest.of("oci:" + image + ":t"))
          .report()
          .failures(level)
          .stream()
          .map(result -> result.rule().id())
          .toList();
    }
  }
}
