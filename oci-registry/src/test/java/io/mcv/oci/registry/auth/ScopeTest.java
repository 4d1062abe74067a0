package io.mcv.oci.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
  private static final Scope PULL = Scope.repository("team/cache", "pull");
  private static final Scope PUSH = Scope.repository("team/cache", "push", "pull");

  @Test
  void isWrittenAsTypeNameAndSortedActions() {
    assertThat(PUSH).hasToString("repository:team/cache:pull,push");
    assertThat(Scope.catalog()).hasToString("registry:catalog:*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repository:team/cache:pull,push   | repository         | team/cache      | pull,push",
        "repository:h.io:5000/a/b:pull     | repository         | h.io:5000/a/b   | pull",
        "registry:catalog:*                | registry           | catalog         | *",
        "repository(plugin):a/b:pull       | repository(plugin) | a/b             | pull"
      })
  void isReadWithColonsInItsName(String text, String type, String name, String actions) {
    Scope scope = Scope.parse(text);

    assertThat(scope.type()).isEqualTo(type);
    assertThat(scope.name()).isEqualTo(name);
    assertThat(scope.actions()).containsExactly(actions.split(","));
    assertThat(scope).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "", "a:b", "repository:a:"})
  void textOfAnotherKindComesOutAsItCameIn(String text) {
    assertThat(Scope.parse(text)).hasToString(text);
  }

  @Test
  void coversTheSameAndFewerActionsOfTheSameResource() {
    assertThat(PUSH.covers(PULL)).isTrue();
    assertThat(PUSH.covers(PUSH)).isTrue();
    assertThat(Scope.repository("team/cache", "*").covers(PUSH)).isTrue();
    assertThat(Scope.catalog().covers(Scope.catalog())).isTrue();
  }

  @Test
  void doesNotCoverMoreActionsOrAnotherResource() {
    assertThat(PULL.covers(PUSH)).isFalse();
    assertThat(PUSH.covers(Scope.repository("team/cache", "*"))).isFalse();
    assertThat(PUSH.covers(Scope.repository("team", "pull"))).isFalse();
    assertThat(PUSH.covers(Scope.parse("plugin:team/cache:pull"))).isFalse();
  }

  @Test
  void aSetCoversAnotherWhenItCoversEachOfItsScopes() {
    Scope other = Scope.repository("base", "pull");

    assertThat(Scope.covers(Set.of(PUSH, other), Set.of(PULL, other))).isTrue();
    assertThat(Scope.covers(Set.of(PUSH), Set.of(PULL, other))).isFalse();
    assertThat(Scope.covers(Set.of(), Set.of())).isTrue();
    assertThat(Scope.covers(Set.of(), Set.of(PULL))).isFalse();
  }

  @Test
  void mergingLeavesOneScopeForEachResourceInOrder() {
    Scope other = Scope.repository("base", "pull");

    assertThat(Scope.merged(List.of(PULL, other, Scope.repository("team/cache", "push"))))
        .containsExactly(PUSH, other);
  }
}
