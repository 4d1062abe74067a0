package io.mcv.oci.template;

import io.mcv.oci.model.Printable;
import io.mcv.oci.template.Node.Expression;
import io.mcv.oci.template.Node.Pipeline;
import io.mcv.oci.template.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Makes nodes of the tokens of a template. */
final class Parser {
  private static final int MAX_DEPTH = 100;

  private final List<Token> tokens;
  private final Deque<String> variables = new ArrayDeque<>(List.of("$"));
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static List<Node> parse(String template) {
    Parser parser = new Parser(Lexer.tokens(template));
    List<Node> nodes = parser.nodes();
    Token end = parser.peek();
    if (!end.is(Kind.END)) {
      throw new TemplateException(
          "{{" + parser.tokens.get(parser.next + 1).text() + "}} without a block before it",
          end.start());
    }
    return nodes;
  }

  /** Up to the end of the template, or to an action with {@code end} or {@code else}. */
  private List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      Token token = peek();
      if (token.is(Kind.TEXT)) {
        nodes.add(new Node.Text(take().text()));
      } else if (token.is(Kind.END) || endsBlock(tokens.get(next + 1))) {
        return nodes;
      } else {
        take();
        nodes.add(action());
      }
    }
  }

  private static boolean endsBlock(Token word) {
    return word.isWord("end") || word.isWord("else");
  }

  private Node action() {
    Token word = peek();
    switch (word.is(Kind.WORD) ? word.text() : "") {
      case "if", "with", "range" -> {
        take();
        return block(word);
      }
      case "break", "continue", "define", "template", "block" ->
          throw new TemplateException("{{" + word.text() + "}} is not supported", word.start());
      default -> {
        Node action = new Node.Action(pipeline(1));
        expect(Kind.CLOSE, "}}");
        return action;
      }
    }
  }

  /** From after its keyword to its {@code end}; what it declares is gone after it. */
  private Node block(Token keyword) {
    enter(keyword.start());
    int outer = variables.size();
    boolean range = keyword.isWord("range");
    Pipeline pipeline = pipeline(range ? 2 : 1);
    expect(Kind.CLOSE, "}}");
    List<Node> body = branch(keyword);
    List<Node> otherwise = otherwise(keyword);
    while (variables.size() > outer) {
      variables.removeLast();
    }
    depth--;
    return range
        ? new Node.Range(pipeline, body, otherwise)
        : new Node.Choice(keyword.isWord("with"), pipeline, body, otherwise);
  }

  /** The nodes up to {@code end} or {@code else}, which is taken. */
  private List<Node> branch(Token keyword) {
    int outer = variables.size();
    List<Node> nodes = nodes();
    if (peek().is(Kind.END)) {
      throw new TemplateException(
          "{{" + keyword.text() + "}} without {{end}} after it", keyword.start());
    }
    while (variables.size() > outer) {
      variables.removeLast();
    }
    take();
    return nodes;
  }

  private List<Node> otherwise(Token keyword) {
    Token word = take();
    if (word.isWord("end")) {
      expect(Kind.CLOSE, "}}");
      return List.of();
    }
    Token chained = peek();
    if (!keyword.isWord("range") && chained.isWord(keyword.text())) {
      take();
      return List.of(block(chained));
    }
    expect(Kind.CLOSE, "}}");
    List<Node> nodes = branch(keyword);
    Token end = take();
    if (!end.isWord("end")) {
      throw new TemplateException("a second {{else}} of one block", end.start());
    }
    expect(Kind.CLOSE, "}}");
    return nodes;
  }

  private Pipeline pipeline(int maxVariables) {
    int offset = peek().start();
    List<String> targets = targets(maxVariables);
    boolean declares = false;
    if (!targets.isEmpty()) {
      declares = take().isSign(":=");
      checkTargets(targets, declares, offset);
    }
    List<Expression> commands = new ArrayList<>();
    commands.add(command());
    while (peek().isSign("|")) {
      take();
      Token word = peek();
      Expression command = command();
      if (!(command instanceof Node.Call)) {
        throw new TemplateException("after | comes a function", word.start());
      }
      commands.add(command);
    }
    if (declares) {
      variables.addAll(targets);
    }
    return new Pipeline(targets, declares, commands, offset);
  }

  /** The variables before {@code :=} or {@code =}, if the pipeline starts with that. */
  private List<String> targets(int max) {
    int at = next;
    List<String> names = new ArrayList<>();
    while (tokens.get(at).is(Kind.VARIABLE) && names.size() < max) {
      names.add(tokens.get(at++).text());
      Token sign = tokens.get(at);
      if (sign.isSign(":=") || sign.isSign("=")) {
        next = at;
        return names;
      }
      if (!sign.isSign(",")) {
        break;
      }
      at++;
    }
    return List.of();
  }

  private void checkTargets(List<String> targets, boolean declares, int offset) {
    for (String target : targets) {
      if (!declares && !variables.contains(target)) {
        throw new TemplateException(undefined(target), offset);
      }
    }
  }

  /** A function with its arguments, or a value alone. */
  private Expression command() {
    Token first = peek();
    if (!first.is(Kind.WORD) || isConstant(first)) {
      Expression value = operand();
      if (startsOperand(peek())) {
        throw new TemplateException(
            "what stands before " + shown(peek()) + " is no function", peek().start());
      }
      if (value instanceof Node.Nil) {
        throw new TemplateException("nil alone has no value", first.start());
      }
      return value;
    }
    Token function = function();
    List<Expression> arguments = new ArrayList<>();
    while (startsOperand(peek())) {
      arguments.add(operand());
    }
    return new Node.Call(function.text(), arguments, function.start());
  }

  private Token function() {
    Token function = take();
    if (!Functions.NAMES.contains(function.text())) {
      throw new TemplateException(
          "there is no function "
              + Printable.of(function.text())
              + "; the functions are "
              + String.join(", ", Functions.NAMES),
          function.start());
    }
    return function;
  }

  private Expression operand() {
    Expression value = primary();
    while (peek().is(Kind.FIELD) && peek().start() == tokens.get(next - 1).end()) {
      Token field = take();
      value = new Node.Field(value, field.text(), field.start());
    }
    return value;
  }

  private Expression primary() {
    Token token = take();
    int offset = token.start();
    switch (token.kind()) {
      case DOT -> {
        return new Node.Dot(offset);
      }
      case FIELD -> {
        return new Node.Field(new Node.Dot(offset), token.text(), offset);
      }
      case STRING -> {
        return new Node.Constant(token.text(), offset);
      }
      case NUMBER -> {
        return new Node.Constant(number(token), offset);
      }
      case VARIABLE -> {
        if (!variables.contains(token.text())) {
          throw new TemplateException(undefined(token.text()), offset);
        }
        return new Node.Variable(token.text(), offset);
      }
      case WORD -> {
        return word(token);
      }
      default -> {
        if (!token.isSign("(")) {
          throw new TemplateException("unexpected " + shown(token), offset);
        }
        return nested(offset);
      }
    }
  }

  private Expression word(Token token) {
    if (token.isWord("nil")) {
      return new Node.Nil(token.start());
    }
    if (isConstant(token)) {
      return new Node.Constant(token.isWord("true"), token.start());
    }
    next--;
    return new Node.Call(function().text(), List.of(), token.start());
  }

  private Expression nested(int offset) {
    enter(offset);
    Pipeline pipeline = pipeline(0);
    if (!take().isSign(")")) {
      throw new TemplateException("( without ) after it", offset);
    }
    depth--;
    return new Node.Nested(pipeline, offset);
  }

  private static Long number(Token token) {
    try {
      return Long.decode(token.text());
    } catch (NumberFormatException e) {
      throw new TemplateException(
          Printable.of(token.text()) + " is not a whole number", token.start());
    }
  }

  private static boolean isConstant(Token token) {
    return token.isWord("true") || token.isWord("false") || token.isWord("nil");
  }

  private static boolean startsOperand(Token token) {
    return switch (token.kind()) {
      case DOT, FIELD, VARIABLE, WORD, STRING, NUMBER -> true;
      default -> token.isSign("(");
    };
  }

  private void enter(int offset) {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException("blocks nest deeper than " + MAX_DEPTH, offset);
    }
  }

  private void expect(Kind kind, String shown) {
    Token token = take();
    if (!token.is(kind)) {
      throw new TemplateException(
          "unexpected " + shown(token) + " where " + shown + " should be", token.start());
    }
  }

  private static String undefined(String variable) {
    return "there is no variable " + Printable.of(variable);
  }

  private static String shown(Token token) {
    return token.is(Kind.FIELD) ? Printable.of("." + token.text()) : Printable.of(token.text());
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }
}
