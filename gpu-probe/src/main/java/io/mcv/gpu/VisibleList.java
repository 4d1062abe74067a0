package io.mcv.gpu;

import io.mcv.gpu.model.OneLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A variable that lists the devices which programs see: ordinals, or UUIDs of which the beginning
 * will do. The first entry that is no device ends the list; an empty list, or {@code -1}, leaves
 * none.
 *
 * @param variable such as {@code CUDA_VISIBLE_DEVICES}
 * @param value what it says
 */
record VisibleList(String variable, String value) {
  private static final String INSTANCE = "MIG-";
  private static final String GPU = "GPU-";
  private static final int MAX_DIGITS = 4;
  private static final int MAX_SHOWN = 80;

  /** A variable that is set, be it to nothing. */
  static Optional<VisibleList> of(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .map(value -> new VisibleList(variable, value));
  }

  /**
   * The places of the devices that are left, in the order of the list; empty if that cannot be
   * known: an entry is a UUID, and not all UUIDs are known.
   *
   * @param uuids of all devices, in the order in which they are counted; null for one not known
   */
  Optional<List<Integer>> choose(List<@Nullable String> uuids) {
    List<Integer> chosen = new ArrayList<>();
    for (String entry : value.split(",")) {
      String wanted = entry.strip();
      List<Integer> matches =
          isOrdinal(wanted) ? ordinal(wanted, uuids.size()) : withUuid(wanted, uuids);
      if (matches.isEmpty() && cannotBeKnown(wanted, uuids)) {
        return Optional.empty();
      }
      if (matches.isEmpty()) {
        break;
      }
      matches.stream().filter(place -> !chosen.contains(place)).forEach(chosen::add);
    }
    return Optional.of(chosen);
  }

  /** Whether it names a device by its number. */
  boolean hasOrdinal() {
    return Arrays.stream(value.split(",")).anyMatch(entry -> isOrdinal(entry.strip()));
  }

  /** Why a device is hidden that is not in the list. */
  String reason() {
    return reason(List.of(this));
  }

  /** Why a device is hidden that is not in one of the lists. */
  static String reason(List<VisibleList> lists) {
    return lists.stream().map(VisibleList::text).collect(Collectors.joining(" or "))
        + " leaves it out: change or unset it";
  }

  /** As a shell would have it. */
  String text() {
    String shown = OneLine.of(value);
    return variable
        + "="
        + (shown.length() > MAX_SHOWN ? shown.substring(0, MAX_SHOWN) + "…" : shown);
  }

  private static boolean isOrdinal(String entry) {
    return !entry.isEmpty()
        && entry.length() <= MAX_DIGITS
        && entry.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private static List<Integer> ordinal(String entry, int count) {
    int ordinal = Integer.parseInt(entry);
    return ordinal < count ? List.of(ordinal) : List.of();
  }

  private static List<Integer> withUuid(String entry, List<@Nullable String> uuids) {
    // The older form of an instance names its device: MIG-GPU-<uuid>/<instance>/<instance>.
    boolean namesDevice = entry.startsWith(INSTANCE + GPU) && entry.indexOf('/') > 0;
    String wanted =
        (namesDevice ? entry.substring(INSTANCE.length(), entry.indexOf('/')) : entry)
            .toLowerCase(Locale.ROOT);
    List<Integer> matches = new ArrayList<>();
    Set<String> matching = new HashSet<>();
    for (int i = 0; i < uuids.size(); i++) {
      String uuid = uuids.get(i);
      boolean isWanted =
          uuid != null
              && wanted.length() > GPU.length()
              && uuid.toLowerCase(Locale.ROOT).startsWith(wanted);
      if (isWanted) {
        matches.add(i);
        matching.add(uuid);
      }
    }
    // The parts of a device have its UUID; that of several devices names none.
    return matching.size() == 1 ? matches : List.of();
  }

  private static boolean cannotBeKnown(String entry, List<@Nullable String> uuids) {
    return entry.startsWith(INSTANCE) || (entry.startsWith(GPU) && uuids.contains(null));
  }
}
