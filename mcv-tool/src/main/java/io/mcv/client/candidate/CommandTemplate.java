package io.mcv.client.candidate;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command line for the shell with places for values, such as {@code tool {layout} {target}}.
 *
 * @param text as the user wrote it
 */
public record CommandTemplate(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{(layout|target|tag|dir)\\}");

  /** The names of its places. */
  public Set<String> places() {
    return PLACE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  /** The command line with each value as one quoted word; a place without a value stays. */
  String with(Map<String, String> values) {
    return PLACE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(word(found, values)));
  }

  private static String word(MatchResult found, Map<String, String> values) {
    String value = values.get(found.group(1));
    return value == null ? found.group() : "'" + value.replace("'", "'\\''") + "'";
  }
}
