package io.mcv.oci.registry.auth;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a token permits: actions on one resource, such as {@code repository:team/cache:pull,push}.
 *
 * <p>A registry may have scopes of its own, such as {@code aws}. Text that is not {@code
 * type:name:actions} is a type alone, and comes out as it came in.
 *
 * @param type of the resource, such as {@code repository}
 * @param name of the resource; it may have colons where it begins with a host
 * @param actions such as {@code pull}; {@code *} stands for all
 * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">Token scope</a>
 */
public record Scope(String type, String name, SortedSet<String> actions) {
  private static final String ALL_ACTIONS = "*";

  /** Copies the actions. */
  public Scope {
    actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
  }

  /** Actions on a repository. */
  public static Scope repository(String path, String... actions) {
    return new Scope("repository", path, new TreeSet<>(Arrays.asList(actions)));
  }

  /** The list of the repositories of a registry. */
  public static Scope catalog() {
    return new Scope("registry", "catalog", new TreeSet<>(Set.of(ALL_ACTIONS)));
  }

  /** Reads one scope; any text is one. */
  public static Scope parse(String text) {
    int first = text.indexOf(':');
    int last = text.lastIndexOf(':');
    if (first == last) {
      return new Scope(text, "", new TreeSet<>());
    }
    TreeSet<String> actions = new TreeSet<>(Arrays.asList(text.substring(last + 1).split(",")));
    actions.remove("");
    return new Scope(text.substring(0, first), text.substring(first + 1, last), actions);
  }

  /** Whether whoever has this scope may do what the other one permits. */
  public boolean covers(Scope other) {
    return isOfTheSameResource(other)
        && (actions.contains(ALL_ACTIONS) || actions.containsAll(other.actions));
  }

  /** Whether each of the scopes wanted is covered by one that was granted. */
  public static boolean covers(Collection<Scope> granted, Collection<Scope> wanted) {
    return wanted.stream().allMatch(want -> granted.stream().anyMatch(have -> have.covers(want)));
  }

  /** The same permissions with one scope for each resource, in the order of their first mention. */
  public static Set<Scope> merged(Collection<Scope> scopes) {
    Map<Scope, SortedSet<String>> actions = new LinkedHashMap<>();
    for (Scope scope : scopes) {
      Scope resource = new Scope(scope.type, scope.name, new TreeSet<>());
      actions.computeIfAbsent(resource, r -> new TreeSet<>()).addAll(scope.actions);
    }
    Set<Scope> merged = new LinkedHashSet<>();
    actions.forEach((resource, all) -> merged.add(new Scope(resource.type, resource.name, all)));
    return merged;
  }

  /** Written out: what the compiler makes for records is slow to start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scope that && isOfTheSameResource(that) && actions.equals(that.actions);
  }

  @Override
  public int hashCode() {
    return (type.hashCode() * 31 + name.hashCode()) * 31 + actions.hashCode();
  }

  private boolean isOfTheSameResource(Scope other) {
    return type.equals(other.type) && name.equals(other.name);
  }

  /** As a token server reads it. */
  @Override
  public String toString() {
    return name.isEmpty() && actions.isEmpty()
        ? type
        : type + ":" + name + ":" + String.join(",", actions);
  }
}
