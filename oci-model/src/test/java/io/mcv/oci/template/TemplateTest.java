package io.mcv.oci.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.json.GoNil;
import io.mcv.oci.json.GoStruct;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected texts are those of Go's text/template, as skopeo 1.22 prints them. */
class TemplateTest {
  private static final GoStruct VALUE =
      new GoStruct()
          .put("Os", "linux")
          .put("Size", 1024L)
          .put("Layers", List.of("one", "two"))
          .put("Labels", Map.of("b", "2", "a", "1"))
          .put("Env", GoNil.SLICE)
          .put("Created", null)
          .put("Parts", List.of(new GoStruct().put("Size", 1L), new GoStruct().put("Size", 2L)));

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        "{{range .Layers}}<{{.}}>{{end}} => <one><two>",
        "{{range $e := .Layers}}<{{$e}}>{{end}} => <one><two>",
        "{{range $i, $e := .Layers}}{{if $i}}, {{end}}{{$i}}={{$e}}{{end}} => 0=one, 1=two",
        "{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}} => a=1;b=2;",
        "{{range .Env}}x{{else}}none{{end}} => none",
        "{{range .Labels.none}}x{{else}}none{{end}} => none",
        "{{range .Parts}}{{.Size}}/{{$.Size}} {{end}}. => 1/1024 2/1024 .",
        "{{if .Env}}y{{else}}n{{end}}{{if .Created}}y{{else}}n{{end}}{{if .Size}}y{{end}} => nny",
        "{{if false}}1{{else if eq .Os `linux`}}2{{else}}3{{end}} => 2",
        "{{with .Os}}<{{.}}>{{end}}{{with .Env}}x{{else}}<{{.Os}}>{{end}} => <linux><linux>",
        "{{$x := 1}}{{if true}}{{$x = 2}}{{$x := 3}}{{end}}{{$x}} => 2",
        "{{join .Layers `, `}} {{join .Env `,`}}. => one, two .",
        "{{index .Layers 1}} {{index .Labels `a`}} {{index .Labels `none`}}. => two 1 .",
        "{{(index .Parts 0).Size}} => 1",
        "{{len .Layers}}{{len .Labels}}{{len .Env}}{{len `é`}} => 2202",
        "{{json .Layers}} {{json .Labels}} {{json `<&>`}} => [\"one\",\"two\"] {\"a\":\"1\",\"b\":\"2\"} \"<&>\"",
        "{{.Os | upper | printf `%s-%v` `x`}} => x-LINUX",
        "{{print 1 2 `a` `b` 3}} {{print .Os .Size}} => 1 2ab3 linux1024",
        "{{printf `%s %d %q %t %v 100%%` .Os .Size .Os true .Layers}} => linux 1024 \"linux\" true [one two] 100%",
        "{{title `ab-cd ef`}} {{pad `x` 1 2}}.{{pad `` 1 2}}. {{truncate `éàü` 2}} {{lower `AB`}} => Ab-Cd Ef  x  .. éà ab",
        "{{split `a,b,` `,`}} {{len (split `a,b,` `,`)}} => [a b ] 3",
        "{{and 1 0}}{{or 0 2}}{{not 1}}{{and `` 1}}. => 02false.",
        "{{eq 1 2 1}} {{ne `a` `b`}} {{lt 1 2}} {{le 2 2}} {{gt `b` `a`}} {{ge 1 2}} => true true true true true false",
        "{{eq .Created nil}} {{eq .Env nil}} {{json nil}} {{print nil}} => true true null <nil>",
        "{{0x10}} {{-5}} {{true}} => 16 -5 true",
        "a {{- .Os -}} b {{- /* c */ -}} c => alinuxbc",
        "{{/* comment }} */}}x => x",
        "a }} {{`{{`}} => a }} {{",
        "{{\"\\\"\\\\\\t.\"}} => \"\\\t.",
        "{{.Labels.none}}{{.Labels.a}} => <no value>1"
      })
  void printsWhatGoPrints(String template, String expected) {
    assertThat(fillIn(template)).isEqualTo(expected);
  }

  @Test
  void anActionMayHaveNewlines() {
    assertThat(fillIn("{{ .Os }}{{\n.Os\n}}")).isEqualTo("linuxlinux");
  }

  @Test
  void printlnEndsALine() {
    assertThat(fillIn("{{range .Layers}}{{println .}}{{end}}")).isEqualTo("one\ntwo\n");
    assertThat(fillIn("{{println .Os 1 `a`}}{{println}}")).isEqualTo("linux 1 a\n\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '~',
      value = {
        "{{.Os => 1 => {{ without }} after it",
        "ab{{.Os } => 9 => unexpected }",
        "{{}} => 3 => unexpected }}",
        "{{end}} => 1 => {{end}} without a block before it",
        "{{if .Os}}x => 3 => {{if}} without {{end}} after it",
        "{{if .Os}}{{else}}{{else}}{{end}} => 21 => a second {{else}} of one block",
        "{{if .Os x}} => 10 => what stands before x is no function",
        "{{nothing .}} => 3 => there is no function nothing; the functions are json, join, ",
        "{{.Os .Size}} => 7 => what stands before .Size is no function",
        "{{.Os | .Size}} => 9 => after | comes a function",
        "{{$x}} => 3 => there is no variable $x",
        "{{range .Layers}}{{$x := 1}}{{end}}{{$x}} => 38 => there is no variable $x",
        "{{nil}} => 3 => nil alone has no value",
        "{{\"a}} => 3 => a string without \" after it",
        "{{\"\\x41\"}} => 4 => a string may have the escapes",
        "{{`a}} => 3 => a string without ` after it",
        "{{/* a}} => 3 => a comment without */ after it",
        "{{(.Os}} => 3 => ( without ) after it",
        "{{1.5}} => 3 => 1.5 is not a whole number",
        "{{12a}} => 3 => 12a is not a whole number",
        "{{define `x`}} => 3 => {{define}} is not supported",
        "{{.None}} => 3 => there is no field None; the fields are Os, Size, ",
        "{{.Os.Name}} => 6 => there is no field Name in what is neither a struct nor a map",
        "{{index .Layers 2}} => 3 => index 2 of a list of 2 elements",
        "{{index .Os 0}} => 3 => index is for a map and a text",
        "{{range .Os}}{{end}} => 9 => range is for lists and maps, not for linux",
        "{{len .Size}} => 3 => len is for lists",
        "{{len}} => 3 => len takes 1 arguments, not 0",
        "{{join .Parts `,`}} => 3 => join joins texts",
        "{{upper 1}} => 3 => upper takes a text as argument 1",
        "{{lt 1 `a`}} => 3 => 1 cannot be compared with a",
        "{{pad `a` 100000 0}} => 3 => pad takes 0 to 10000 spaces",
        "{{printf `%d` `a`}} => 3 => printf knows",
        "{{printf `%s`}} => 3 => printf has a verb without an argument"
      })
  void saysWhatIsWrongAndWhere(String template, int character, String problem) {
    assertThatThrownBy(() -> fillIn(template))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith(problem)
        .hasMessageEndingWith("(at character " + character + " of the template)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{if 1}}", "{{(", "{{len ("})
  void nestingIsBounded(String open) {
    assertThatThrownBy(() -> fillIn(open.repeat(100_000))).isInstanceOf(TemplateException.class);
  }

  @Test
  void workAndOutputAreBounded() {
    List<Long> many = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    String loops = "{{range $}}".repeat(9) + "{{.}}" + "{{end}}".repeat(9);

    assertThatThrownBy(() -> Template.parse(loops).fillIn(many, UnaryOperator.identity()))
        .hasMessageStartingWith("it takes more than 2000000 steps");
    String output = "{{range $}}{{range $}}{{$}}{{end}}{{end}}";
    List<String> texts = List.of("x".repeat(100_000), "y".repeat(100_000), "z".repeat(20_000_000));
    assertThatThrownBy(() -> Template.parse(output).fillIn(texts, UnaryOperator.identity()))
        .hasMessageStartingWith("it prints more than 67108864 characters");
  }

  private static String fillIn(String template) {
    return Template.parse(template).fillIn(VALUE, UnaryOperator.identity());
  }
}
