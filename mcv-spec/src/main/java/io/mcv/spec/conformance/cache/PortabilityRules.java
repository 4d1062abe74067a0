package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.may;
import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.PORTABILITY;

import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.scan.MachineTies;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The group {@code portability}. */
public final class PortabilityRules {
  private static final List<Rule> OF_FILES =
      List.of(
          should(
              "PORT-01",
              PORTABILITY,
              "Paths in group files SHOULD NOT be absolute.",
              cache ->
                  groups(
                      cache,
                      GroupFileView::absoluteChild,
                      "paths that are not absolute",
                      "extract the cache with mcv-tool, which writes the new place there")),
          should(
              "PORT-02",
              PORTABILITY,
              "The files that a group file names SHOULD be in the cache.",
              cache ->
                  groups(
                      cache,
                      GroupFileView::missingChild,
                      "the file in the cache",
                      "remove the key folder; Triton compiles the kernel again anyway")),
          should(
              "PORT-03",
              PORTABILITY,
              "Paths in `vllm_compile_cache.py` SHOULD NOT be absolute.",
              PortabilityRules::compileCache),
          may(
              "PORT-04",
              PORTABILITY,
              "A kernel MAY need a library (`extern_libs`) by an absolute path; each such kernel is"
                  + " told.",
              PortabilityRules::libraries),
          may(
              "PORT-05",
              PORTABILITY,
              "A cache MAY hold shared objects for one version of Python; each one is told.",
              PortabilityRules::sharedObjects));

  /** All of them, in the order of docs/format.md. */
  public static final List<Rule> ALL =
      Stream.of(OF_FILES, EnvironmentRules.ALL).flatMap(List::stream).toList();

  private PortabilityRules() {}

  private static Outcome groups(
      CacheView cache,
      Function<GroupFileView, @Nullable String> find,
      String expected,
      String remedy) {
    Violations violations = new Violations("group files");
    for (GroupFileView group : cache.groupFiles()) {
      violations.looked();
      String found = find.apply(group);
      if (found != null) {
        violations.add(
            () -> new Violation(group.file().place("/child_paths"), expected, found, remedy));
      }
    }
    return violations.outcome();
  }

  private static Outcome compileCache(CacheView cache) {
    Violations violations = new Violations("files " + MachineTies.COMPILE_CACHE);
    for (CachedFile file : cache.files()) {
      byte[] content = file.content().orElse(null);
      if (file.name().equals(MachineTies.COMPILE_CACHE) && content != null) {
        violations.looked();
        MachineTies.absolutePath(content)
            .ifPresent(
                path ->
                    violations.add(
                        () ->
                            new Violation(
                                file.place(),
                                "paths that are not absolute",
                                path,
                                "mount the cache where that path is; vLLM looks nowhere else")));
      }
    }
    return violations.outcome();
  }

  private static Outcome libraries(CacheView cache) {
    Violations violations = new Violations("files of metadata");
    for (KernelFile kernel : cache.kernelFiles()) {
      violations.looked();
      String library = kernel.library();
      if (library != null) {
        violations.add(
            () ->
                new Violation(
                    kernel.file().place("/extern_libs"),
                    "no library by an absolute path",
                    library,
                    "install the same Triton at the same place; the path is part of the key"));
      }
    }
    return violations.outcome();
  }

  private static Outcome sharedObjects(CacheView cache) {
    Violations violations = new Violations("files");
    for (CachedFile file : cache.files()) {
      violations.looked();
      MachineTies.pythonAbi(file.name())
          .ifPresent(
              abi ->
                  violations.add(
                      () ->
                          new Violation(
                              file.place(),
                              "no shared object for one version of Python",
                              abi,
                              "use the same version; others compile it again")));
    }
    return violations.outcome();
  }
}
