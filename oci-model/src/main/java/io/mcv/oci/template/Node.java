package io.mcv.oci.template;

import java.util.List;

/** What a template is made of, in its order. */
sealed interface Node {

  /** Text that is printed as it is. */
  record Text(String text) implements Node {}

  /** An action: what its pipeline gives is printed, unless it goes to a variable. */
  record Action(Pipeline pipeline) implements Node {}

  /**
   * {@code if}, or {@code with}, in which the dot is what the pipeline gives.
   *
   * @param movesDot whether it is {@code with}
   */
  record Choice(boolean movesDot, Pipeline condition, List<Node> then, List<Node> otherwise)
      implements Node {}

  /** {@code range}: its body once for each element of a list or map, else the other branch. */
  record Range(Pipeline elements, List<Node> body, List<Node> otherwise) implements Node {}

  /**
   * Commands of which each gets what the one before it gave as its last argument.
   *
   * @param variables what the result goes to: none, one, or of a range two
   * @param declares whether the variables are new
   * @param offset where it stands in the template
   */
  record Pipeline(
      List<String> variables, boolean declares, List<Expression> commands, int offset) {}

  /** Something with a value. */
  sealed interface Expression {
    /** Where it stands in the template. */
    int offset();
  }

  /** The dot. */
  record Dot(int offset) implements Expression {}

  /** Go's {@code nil}. */
  record Nil(int offset) implements Expression {}

  /** A string, whole number or truth value. */
  record Constant(Object value, int offset) implements Expression {}

  /** A variable, with its dollar. */
  record Variable(String name, int offset) implements Expression {}

  /** A field of a value. */
  record Field(Expression of, String name, int offset) implements Expression {}

  /** A function with its arguments. */
  record Call(String function, List<Expression> arguments, int offset) implements Expression {}

  /** A pipeline in parentheses. */
  record Nested(Pipeline pipeline, int offset) implements Expression {}
}
