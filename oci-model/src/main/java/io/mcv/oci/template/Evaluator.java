package io.mcv.oci.template;

import io.mcv.oci.json.GoNil;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.json.GoText;
import io.mcv.oci.model.Printable;
import io.mcv.oci.template.Node.Expression;
import io.mcv.oci.template.Node.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Walks the nodes of a template, and keeps what they print. For one walk. */
final class Evaluator {
  private static final int MAX_STEPS = 2_000_000;
  private static final int MAX_OUTPUT = 64 * 1024 * 1024;

  private final UnaryOperator<String> fieldNames;
  private final List<Binding> variables = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private @Nullable Object dot;
  private int steps;

  Evaluator(@Nullable Object value, UnaryOperator<String> fieldNames) {
    this.fieldNames = fieldNames;
    this.dot = value;
    variables.add(new Binding("$", value));
  }

  private static final class Binding {
    final String name;
    @Nullable Object value;

    Binding(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  String text(List<Node> nodes) {
    print(nodes);
    return out.toString();
  }

  private void print(List<Node> nodes) {
    for (Node node : nodes) {
      print(node);
    }
  }

  private void print(Node node) {
    if (node instanceof Node.Text text) {
      append(text.text(), 0);
    } else if (node instanceof Node.Action action) {
      Object value = evaluate(action.pipeline());
      if (action.pipeline().variables().isEmpty()) {
        append(GoText.of(value), action.pipeline().offset());
      }
    } else if (node instanceof Node.Choice choice) {
      inOwnScope(() -> print(choice));
    } else if (node instanceof Node.Range range) {
      inOwnScope(() -> print(range));
    }
  }

  private void print(Node.Choice choice) {
    Object condition = evaluate(choice.condition());
    if (!Values.isTrue(condition)) {
      print(choice.otherwise());
    } else {
      print(choice.then(), choice.movesDot() ? condition : dot);
    }
  }

  private void print(Node.Range range) {
    Pipeline pipeline = range.elements();
    Map<?, ?> elements = Values.elements(evaluated(pipeline), pipeline.offset());
    if (elements.isEmpty()) {
      print(range.otherwise());
    }
    List<String> targets = pipeline.variables();
    for (Map.Entry<?, ?> element : elements.entrySet()) {
      inOwnScope(
          () -> {
            if (targets.size() == 2) {
              bind(targets.get(0), element.getKey(), pipeline);
            }
            if (!targets.isEmpty()) {
              bind(targets.get(targets.size() - 1), element.getValue(), pipeline);
            }
            print(range.body(), element.getValue());
          });
    }
  }

  private void print(List<Node> nodes, @Nullable Object newDot) {
    Object outer = dot;
    dot = newDot;
    print(nodes);
    dot = outer;
  }

  private void inOwnScope(Runnable block) {
    int outer = variables.size();
    block.run();
    variables.subList(outer, variables.size()).clear();
  }

  /** The value of a pipeline, which its variable gets too. */
  private @Nullable Object evaluate(Pipeline pipeline) {
    Object value = evaluated(pipeline);
    for (String variable : pipeline.variables()) {
      bind(variable, value, pipeline);
    }
    return value;
  }

  private @Nullable Object evaluated(Pipeline pipeline) {
    Object value = evaluate(pipeline.commands().get(0));
    for (Expression command : pipeline.commands().subList(1, pipeline.commands().size())) {
      Node.Call call = (Node.Call) command;
      List<@Nullable Object> arguments = evaluate(call.arguments());
      arguments.add(value);
      value = Functions.call(call, arguments);
    }
    return value;
  }

  private void bind(String name, @Nullable Object value, Pipeline pipeline) {
    if (pipeline.declares()) {
      variables.add(new Binding(name, value));
    } else {
      binding(name).value = value;
    }
  }

  private Binding binding(String name) {
    for (int i = variables.size() - 1; i >= 0; i--) {
      if (variables.get(i).name.equals(name)) {
        return variables.get(i);
      }
    }
    throw new IllegalStateException(name); // the parser knows them all
  }

  private List<@Nullable Object> evaluate(List<Expression> expressions) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Expression expression : expressions) {
      values.add(evaluate(expression));
    }
    return values;
  }

  private @Nullable Object evaluate(Expression expression) {
    if (++steps > MAX_STEPS) {
      throw new TemplateException(
          "it takes more than " + MAX_STEPS + " steps", expression.offset());
    }
    if (expression instanceof Node.Dot) {
      return dot;
    } else if (expression instanceof Node.Constant constant) {
      return constant.value();
    } else if (expression instanceof Node.Variable variable) {
      return binding(variable.name()).value;
    } else if (expression instanceof Node.Field field) {
      return field(evaluate(field.of()), field);
    } else if (expression instanceof Node.Call call) {
      return Functions.call(call, evaluate(call.arguments()));
    } else if (expression instanceof Node.Nested nested) {
      return evaluate(nested.pipeline());
    }
    return null;
  }

  private @Nullable Object field(@Nullable Object value, Node.Field field) {
    if (value instanceof GoStruct struct) {
      return field(struct, field);
    }
    if (value instanceof Map<?, ?> map) {
      return map.containsKey(field.name()) ? map.get(field.name()) : GoNil.NO_VALUE;
    }
    if (value == GoNil.MAP || value == GoNil.NO_VALUE) {
      return GoNil.NO_VALUE;
    }
    throw new TemplateException(
        "there is no field "
            + Printable.of(field.name())
            + " in what is neither a struct nor a map",
        field.offset());
  }

  private @Nullable Object field(GoStruct struct, Node.Field field) {
    String name = fieldNames.apply(field.name());
    if (!struct.fields().containsKey(name)) {
      throw new TemplateException(
          "there is no field "
              + Printable.of(field.name())
              + "; the fields are "
              + String.join(", ", struct.fields().keySet()),
          field.offset());
    }
    return struct.fields().get(name);
  }

  private void append(String text, int offset) {
    if (text.length() > MAX_OUTPUT - out.length()) {
      throw new TemplateException("it prints more than " + MAX_OUTPUT + " characters", offset);
    }
    out.append(text);
  }
}
