package io.mcv.spec.conformance.oci;

import io.mcv.spec.conformance.rule.Violations;

/** What a field of a document may hold. */
enum FieldType {
  TEXT("a string"),
  FLAG("true or false"),
  INTEGER("a whole number of 64 bits"),
  OBJECT("an object"),
  TEXTS("a list of strings"),
  OBJECTS("a list of objects"),
  TEXT_MAP("an object of strings"),
  OBJECT_MAP("an object of objects");

  private final String words;

  FieldType(String words) {
    this.words = words;
  }

  /** The same, with the type as what to do. */
  void check(Node value, Violations violations) {
    check(value, "write " + words, violations);
  }

  /** Tells what in a value is not of this type. */
  void check(Node value, String remedy, Violations violations) {
    switch (this) {
      case TEXT -> require(value.text().isPresent(), value, remedy, violations);
      case FLAG -> require(value.json().value() instanceof Boolean, value, remedy, violations);
      case INTEGER -> require(value.json().integer().isPresent(), value, remedy, violations);
      case OBJECT -> require(value.json().isObject(), value, remedy, violations);
      case TEXTS, OBJECTS -> {
        require(value.json().isList(), value, remedy, violations);
        FieldType each = this == TEXTS ? TEXT : OBJECT;
        value.items().forEach(item -> each.check(item, remedy, violations));
      }
      case TEXT_MAP, OBJECT_MAP -> {
        require(value.json().isObject(), value, remedy, violations);
        FieldType each = this == TEXT_MAP ? TEXT : OBJECT;
        value.members().forEach(member -> each.check(member, remedy, violations));
      }
    }
  }

  private void require(boolean kept, Node value, String remedy, Violations violations) {
    if (!kept) {
      violations.add(() -> value.violation(words, remedy));
    }
  }
}
