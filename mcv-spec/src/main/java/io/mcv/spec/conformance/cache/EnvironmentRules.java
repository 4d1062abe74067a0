package io.mcv.spec.conformance.cache;

import static io.mcv.spec.conformance.cache.CacheCheck.should;
import static io.mcv.spec.conformance.rule.RuleGroup.PORTABILITY;

import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.Rule;
import io.mcv.spec.conformance.rule.Violation;
import io.mcv.spec.conformance.rule.Violations;
import io.mcv.spec.scan.MachineTies;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules of {@code portability} about the environment that a vLLM cache carries. */
final class EnvironmentRules {
  static final List<Rule> ALL =
      List.of(
          should(
              "PORT-06",
              PORTABILITY,
              "The environment in `cache_key_factors.json` SHOULD NOT have the paths"
                  + " `VLLM_CONFIG_ROOT` and `VLLM_XLA_CACHE_PATH`.",
              EnvironmentRules::paths),
          should(
              "PORT-07",
              PORTABILITY,
              "The environment in `cache_key_factors.json` and in the in-image manifest SHOULD NOT"
                  + " have a value of a variable whose name is that of a secret.",
              EnvironmentRules::secrets));

  private EnvironmentRules() {}

  /** An object of variables in a file. */
  private record Environment(CachedFile file, JsonValue variables) {}

  private static Outcome paths(CacheView cache) {
    return check(
        keyFactors(cache),
        variable ->
            MachineTies.PATH_FACTORS.contains(name(variable)) && variable.text().isPresent(),
        "no path that is part of the hash",
        "use the cache with the same value; vLLM ignores it with another");
  }

  private static Outcome secrets(CacheView cache) {
    return check(
        Stream.concat(keyFactors(cache), inManifest(cache)),
        variable -> MachineTies.isSecret(name(variable), variable.value()),
        "no secret",
        "unset the variable, compile the cache again, and revoke what was published");
  }

  /** Values are never shown. */
  private static Outcome check(
      Stream<Environment> environments,
      Predicate<JsonValue> isWrong,
      String expected,
      String remedy) {
    Violations violations = new Violations("environments");
    environments.forEach(
        environment -> {
          violations.looked();
          for (JsonValue variable : environment.variables().members().values()) {
            if (isWrong.test(variable)) {
              violations.add(
                  () ->
                      new Violation(
                          environment.file().place(variable.pointer()),
                          expected,
                          "a value of " + name(variable),
                          remedy));
            }
          }
        });
    return violations.outcome();
  }

  /** Each is parsed when it is looked at, and not kept. */
  private static Stream<Environment> keyFactors(CacheView cache) {
    return cache.files().stream()
        .filter(file -> file.name().equals(MachineTies.KEY_FACTORS))
        .flatMap(
            file ->
                file
                    .content()
                    .flatMap(CacheView::json)
                    .flatMap(json -> json.member("env"))
                    .map(env -> new Environment(file, env))
                    .stream());
  }

  private static Stream<Environment> inManifest(CacheView cache) {
    return cache.manifest().stream()
        .flatMap(
            file ->
                VllmRules.hashFolders(cache).stream()
                    .flatMap(folder -> folder.member("binary").stream())
                    .flatMap(list -> list.items().stream())
                    .flatMap(artifacts -> artifacts.member("env").stream())
                    .map(env -> new Environment(file, env)));
  }

  /** The name of a variable, the last part of its pointer. */
  private static String name(JsonValue variable) {
    return variable.pointer().substring(variable.pointer().lastIndexOf('/') + 1);
  }
}
