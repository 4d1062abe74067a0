package io.mcv.spec.conformance.oci;

import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.rule.Place;
import io.mcv.spec.conformance.rule.Violation;
import java.util.Optional;
import java.util.stream.Stream;

/** A JSON value, and the document it stands in. */
record Node(Document document, JsonValue json) {

  /** A member of an object, null or not. */
  Optional<Node> member(String name) {
    return json.member(name).map(this::at);
  }

  /** A member of an object that is not null. */
  Optional<Node> value(String name) {
    return member(name).filter(node -> !node.isNull());
  }

  /** The text of a member; empty where it is no string. */
  Optional<String> text(String name) {
    return member(name).flatMap(Node::text);
  }

  Optional<String> text() {
    return json.text();
  }

  boolean isNull() {
    return json.value() == null;
  }

  /** The items of a list. */
  Stream<Node> items() {
    return json.items().stream().map(this::at);
  }

  /** The values of the members of an object. */
  Stream<Node> members() {
    return json.members().values().stream().map(this::at);
  }

  Place place() {
    return Place.of(document, json);
  }

  /** It is not as it must be. */
  Violation violation(String expected, String remedy) {
    return new Violation(place(), expected, shown(), remedy);
  }

  /** The value, for people. */
  private String shown() {
    if (json.text().isPresent()) {
      return "\"" + json.text().get() + "\"";
    }
    return json.isObject() || json.isList() ? json.type() : String.valueOf(json.value());
  }

  private Node at(JsonValue value) {
    return new Node(document, value);
  }
}
