package io.mcv.oci.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  @Test
  void givesFieldsByTheirTypes() throws Exception {
    JsonObject json =
        object("{'s':'x','i':7,'f':true,'o':{'k':'v'},'l':['a','b'],'os':[{'n':1},{'n':2}]}");

    assertThat(json.string("s")).isEqualTo("x");
    assertThat(json.integer("i")).isEqualTo(7);
    assertThat(json.flag("f")).isTrue();
    assertThat(json.object("o").string("k")).isEqualTo("v");
    assertThat(json.optionalStringMap("o")).isEqualTo(Map.of("k", "v"));
    assertThat(json.optionalStrings("l")).containsExactly("a", "b");
    assertThat(json.optionalObjects("os")).hasSize(2);
    assertThat(json.get("i")).isEqualTo(7L);
    assertThat(json.asMap()).containsEntry("l", List.of("a", "b"));
  }

  @Test
  void takesNullForAbsent() throws Exception {
    JsonObject json = object("{'n':null}");

    assertThat(json.has("n")).isTrue();
    assertThat(json.has("m")).isFalse();
    for (String name : List.of("n", "m")) {
      assertThat(json.optionalString(name)).isNull();
      assertThat(json.optionalInteger(name)).isNull();
      assertThat(json.optionalObject(name)).isNull();
      assertThat(json.optionalObjects(name)).isNull();
      assertThat(json.optionalStrings(name)).isNull();
      assertThat(json.optionalStringMap(name)).isNull();
      assertThat(json.flag(name)).isFalse();
    }
  }

  @Test
  void namesAFieldThatIsMissingByItsPath() throws Exception {
    JsonObject json = object("{'a':{'l':[{}]}}");
    JsonObject inner = json.object("a");

    assertError(() -> json.string("s"), "s is missing");
    assertError(() -> inner.integer("i"), "a.i is missing");
    assertError(() -> inner.object("o"), "a.o is missing");
    JsonObject item = Objects.requireNonNull(inner.optionalObjects("l")).get(0);
    assertError(() -> item.string("x"), "a.l[0].x is missing");
  }

  @Test
  void namesAFieldOfAWrongTypeByItsPath() throws Exception {
    JsonObject json = object("{'s':'x','i':7,'d':1.5,'l':[1],'o':{'k':1},'big':1e30}");

    assertError(() -> json.string("i"), "i is not a string");
    assertError(() -> json.integer("s"), "s is not a whole number");
    assertError(() -> json.integer("d"), "d is not a whole number");
    assertError(() -> json.integer("big"), "big is not a whole number");
    assertError(() -> json.flag("s"), "s is not true or false");
    assertError(() -> json.object("l"), "l is not an object");
    assertError(() -> json.optionalStrings("o"), "o is not a list");
    assertError(() -> json.optionalStrings("l"), "l[0] is not a string");
    assertError(() -> json.optionalObjects("l"), "l[0] is not an object");
    assertError(() -> json.optionalStringMap("o"), "o.k is not a string");
  }

  @Test
  void cannotBeChanged() throws Exception {
    JsonObject json = object("{'a':1}");

    assertThatThrownBy(() -> json.asMap().put("b", 2))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> json.names().remove("a"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static void assertError(ThrowingCallable access, String message) {
    assertThatThrownBy(access).isInstanceOf(JsonException.class).hasMessage(message);
  }

  private static JsonObject object(String json) throws JsonException {
    return Json.parseObject(json.replace('\'', '"').getBytes(UTF_8));
  }
}
