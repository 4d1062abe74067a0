package io.mcv.testing.conformance;

import static io.mcv.testing.conformance.ConformanceCase.accepted;
import static io.mcv.testing.conformance.ConformanceCase.contained;
import static io.mcv.testing.conformance.ConformanceCase.passes;
import static io.mcv.testing.conformance.ConformanceCase.refused;
import static io.mcv.testing.conformance.JsonParts.first;
import static io.mcv.testing.conformance.JsonParts.list;
import static io.mcv.testing.conformance.JsonParts.object;
import static io.mcv.testing.conformance.OciImageCases.keptByBase;

import java.util.List;
import java.util.Map;

/** Configurations. */
final class OciConfigCases {
  private OciConfigCases() {}

  static List<ConformanceCase> all() {
    return List.of(
        keptByBase("OCI-CONFIG-01"),
        contained(
            "OCI-CONFIG-01",
            "no-os",
            "auto",
            "the configuration names no os",
            () -> BaseImages.current().config(c -> c.remove("os"))),
        contained(
            "OCI-CONFIG-01",
            "number",
            "auto",
            "the architecture is a number",
            () -> BaseImages.current().config(c -> c.put("architecture", 386))),
        keptByBase("OCI-CONFIG-02"),
        refused(
            "OCI-CONFIG-02",
            "no-rootfs",
            "auto",
            "the configuration has no rootfs",
            () -> BaseImages.current().config(c -> c.remove("rootfs"))),
        keptByBase("OCI-CONFIG-03"),
        contained(
            "OCI-CONFIG-03",
            "base-layer",
            "auto",
            "the rootfs is of the type that Windows once had",
            () -> BaseImages.current().config(c -> object(c, "rootfs").put("type", "layers+base"))),
        keptByBase("OCI-CONFIG-04"),
        refused(
            "OCI-CONFIG-04",
            "short",
            "auto",
            "the diffID has 63 digits",
            () ->
                BaseImages.current()
                    .config(
                        c ->
                            list(object(c, "rootfs"), "diff_ids")
                                .set(0, "sha256:" + "0".repeat(63)))),
        keptByBase("OCI-CONFIG-05"),
        contained(
            "OCI-CONFIG-05",
            "user",
            "auto",
            "the user is a number",
            () -> BaseImages.current().config(c -> object(c, "config").put("User", 1234))),
        contained(
            "OCI-CONFIG-05",
            "volumes",
            "auto",
            "the volumes are a list",
            () ->
                BaseImages.current()
                    .config(c -> object(c, "config").put("Volumes", List.of("/x")))),
        contained(
            "OCI-CONFIG-05",
            "null-env",
            "auto",
            "Env is null, which docker's configurations alone may have",
            () -> BaseImages.current().config(c -> object(c, "config").put("Env", null))),
        keptByBase("OCI-CONFIG-06"),
        contained(
            "OCI-CONFIG-06",
            "comma",
            "auto",
            "the fraction of the second stands after a comma",
            () -> BaseImages.current().config(c -> c.put("created", "1970-01-01T00:00:00,5Z"))),
        contained(
            "OCI-CONFIG-06",
            "no-such-day",
            "auto",
            "a time of the history is on a day that does not exist",
            () ->
                BaseImages.current()
                    .config(c -> first(c, "history").put("created", "1970-02-30T00:00:00Z"))),
        passes(
            "OCI-CONFIG-07",
            "path",
            "auto",
            "the configuration sets a variable",
            () ->
                BaseImages.current()
                    .config(c -> object(c, "config").put("Env", List.of("PATH=/bin", "EMPTY=")))),
        contained(
            "OCI-CONFIG-07",
            "no-value",
            "auto",
            "an entry of Env has no equals sign",
            () ->
                BaseImages.current().config(c -> object(c, "config").put("Env", List.of("PATH")))),
        keptByBase("OCI-CONFIG-08"),
        contained(
            "OCI-CONFIG-08",
            "x86-64",
            "auto",
            "the architecture is named as Linux names it",
            () -> BaseImages.current().config(c -> c.put("architecture", "x86_64"))),
        keptByBase("OCI-CONFIG-09"),
        refused(
            "OCI-CONFIG-09",
            "one-more",
            "auto",
            "there are two diffIDs for one layer",
            () ->
                BaseImages.current()
                    .config(
                        c ->
                            list(object(c, "rootfs"), "diff_ids").add("sha256:" + "0".repeat(64)))),
        keptByBase("OCI-CONFIG-10"),
        refused(
            "OCI-CONFIG-10",
            "zeros",
            "auto",
            "the diffID is not that of the layer",
            () ->
                BaseImages.current()
                    .config(
                        c ->
                            list(object(c, "rootfs"), "diff_ids")
                                .set(0, "sha256:" + "0".repeat(64)))),
        keptByBase("OCI-CONFIG-11"),
        accepted(
            "OCI-CONFIG-11",
            "one-more",
            "auto",
            "the history has two entries for one layer",
            () ->
                BaseImages.current()
                    .config(c -> list(c, "history").add(Map.of("created_by", "x")))));
  }
}
