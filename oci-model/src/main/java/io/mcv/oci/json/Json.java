package io.mcv.oci.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text of untrusted origin into JDK types.
 *
 * <p>Refused: two equal keys in one object, nesting deeper than {@value #MAX_DEPTH}, text after the
 * value, invalid UTF-8. Whoever reads the bytes limits how many there are.
 */
public final class Json {
  /** How deep objects and arrays may be nested. */
  public static final int MAX_DEPTH = 200;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // The table of names is shared, and names of one hash would spoil it for other documents.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Json() {}

  /**
   * Reads one value.
   *
   * @return a {@code Map<String, Object>} in the order of the text, {@code List<Object>}, {@code
   *     String}, {@code Long}, {@code BigDecimal} for other numbers, {@code Boolean} or null
   * @throws JsonException if the text is not JSON, or breaks one of the rules above
   */
  public static @Nullable Object parse(byte[] utf8) throws JsonException {
    try (JsonParser parser = FACTORY.createParser(decode(utf8))) {
      if (parser.nextToken() == null) {
        throw new JsonException("there is no JSON in it");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonException("there is more text after the end of the JSON value");
      }
      return value;
    } catch (JacksonException e) {
      throw new JsonException("not valid JSON: " + reason(e));
    } catch (JsonException e) {
      throw e;
    } catch (IOException e) {
      throw new JsonException("not valid JSON: " + e.getMessage());
    }
  }

  /**
   * Reads one object.
   *
   * @throws JsonException if the text is not a JSON object, or breaks one of the rules above
   */
  public static JsonObject parseObject(byte[] utf8) throws JsonException {
    if (parse(utf8) instanceof Map<?, ?> map) {
      return JsonObject.of(map);
    }
    throw new JsonException("not a JSON object");
  }

  /**
   * Reads a list of objects.
   *
   * @throws JsonException if the text is not a JSON list of objects, or breaks one of the rules
   *     above
   */
  public static List<JsonObject> parseObjects(byte[] utf8) throws JsonException {
    if (!(parse(utf8) instanceof List<?> list)) {
      throw new JsonException("not a JSON list");
    }
    List<JsonObject> objects = new ArrayList<>();
    for (Object each : list) {
      String path = "[" + objects.size() + "]";
      if (!(each instanceof Map<?, ?> map)) {
        throw new JsonException(path + " is not an object");
      }
      objects.add(JsonObject.of(map, path));
    }
    return objects;
  }

  /** Done here because Jackson takes UTF-16 too, and UTF-8 that is longer than it may be. */
  private static String decode(byte[] utf8) throws JsonException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new JsonException("not valid JSON: it is not in UTF-8");
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw new JsonException("unexpected " + token);
    };
  }

  /** Jackson looks at the digits of an exponent only when it is asked for the number. */
  private static BigDecimal decimal(JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      throw new JsonException("not valid JSON: a number has an exponent that is out of range");
    }
  }

  private static Object integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> new BigDecimal(parser.getBigIntegerValue());
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      map.put(key, value(parser));
    }
    return map;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }

  private static String reason(JacksonException e) {
    String message = e.getOriginalMessage();
    String where =
        e.getLocation() == null
            ? ""
            : " (line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ")";
    // What follows these is for who programs with Jackson.
    return (message == null ? "unreadable" : upTo(" (start marker at ", upTo("\n", message)))
        + where;
  }

  private static String upTo(String end, String text) {
    int index = text.indexOf(end);
    return index < 0 ? text : text.substring(0, index);
  }
}
