package io.mcv.oci.template;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A template of Go's {@code text/template}, with the functions that container tools add.
 *
 * <table>
 * <caption>What it knows</caption>
 * <tr><td>{@code {{.}} {{.Field.Field}} {{$x}} {{"text"}} {{`text`}} {{1}} {{true}}}</td>
 *   <td>a value, as Go's {@code %v} prints it</td></tr>
 * <tr><td>{@code {{if X}} {{else if X}} {{else}} {{end}}, {{with X}}}</td>
 *   <td>empty is what Go takes for it: zero, nothing, no elements</td></tr>
 * <tr><td>{@code {{range X}} {{range $value := X}} {{range $index, $value := X}} {{else}}}</td>
 *   <td>of lists, and of maps by their keys</td></tr>
 * <tr><td>{@code {{$x := X}} {{$x = X}}}</td><td>variables</td></tr>
 * <tr><td>{@code {{F X | G}} {{F (G X)}}}</td><td>functions: {@link Functions}</td></tr>
 * <tr><td><code>{{- X -}} {{/* *}{@code /}}</code></td><td>white space trimmed, comments</td></tr>
 * </table>
 *
 * <p>Not known: {@code define}, {@code template}, {@code block}, {@code break}, {@code continue},
 * methods of values, numbers with a fraction, character constants.
 *
 * @see <a href="https://pkg.go.dev/text/template">text/template</a>
 */
public final class Template {
  private final List<Node> nodes;

  private Template(List<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException if it cannot be read
   */
  public static Template parse(String text) {
    return new Template(Parser.parse(text));
  }

  /**
   * Whether it is all about the elements of what it is filled in from, as in <code>
   * {{range .}}…{{end}}</code>.
   */
  public boolean rangesOverDot() {
    for (Node node : nodes) {
      if (node instanceof Node.Range range
          && range.elements().commands().size() == 1
          && range.elements().commands().get(0) instanceof Node.Dot) {
        return true;
      }
    }
    return false;
  }

  /**
   * Fills the template in.
   *
   * @param value what the dot and {@code $} stand for; of those types that {@link
   *     io.mcv.oci.json.GoJson} writes
   * @param fieldNames gives the name that a field of a struct has in the value, where templates
   *     call it otherwise
   * @throws TemplateException if it does not fit the value, or asks for too much
   */
  public String fillIn(@Nullable Object value, UnaryOperator<String> fieldNames) {
    return new Evaluator(value, fieldNames).text(nodes);
  }
}
