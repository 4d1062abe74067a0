package io.mcv.oci.image;

import static io.mcv.oci.image.SkopeoDialect.SKOPEO_1_22;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.template.TemplateException;
import io.mcv.oci.testing.SharedData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTemplateTest {

  @ParameterizedTest
  @CsvSource({
    "fmt-created, full, {{.Created}}",
    "fmt-created-nil, min, {{.Created}}",
    "fmt-env, full, {{.Env}}",
    "fmt-labels, full, {{.Labels}}"
  })
  void printsWhatSkopeo19Printed(String golden, String image, String template) throws Exception {
    assertThat(render(template, image)).isEqualTo(golden(golden));
  }

  @Test
  void printsNameAndDigestOfAnImageInARegistry() throws Exception {
    InspectReport report =
        SyntheticImage.report(
            SharedData.bytes("skopeo-golden/docker--raw.out"),
            SharedData.bytes("skopeo-golden/docker--config--raw.out"),
            "127.0.0.1:5123/team/app",
            List.of("v1"));

    String line = FieldTemplate.parse("Name: {{.Name}} Digest: {{.Digest}}").render(report);

    assertThat(line).isEqualTo(golden("fmt-basic"));
  }

  /** The expected texts are those of skopeo 1.22. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "full | {{.Os}}/{{ .Architecture }} | linux/arm64",
        "full | <{{.Name}}{{.Tag}}> | <>",
        "full | {{.RepoTags}} | []",
        "full | {{json .Labels}} | {'a':'é\\u2028','m':'','z':'1'}",
        "full | {{json .Env}} | ['PATH=/bin','A=<&>']",
        "full | {{json .Created}} | '2024-01-02T03:04:05.678901234Z'",
        "full | {{index .Labels 'z'}} | 1",
        "full | {{index .Labels `z`}} | 1",
        "full | <{{index .Labels 'none'}}> | <>",
        "full | {{.Labels.z}} | 1",
        "full | {{.Labels.none}} | <no value>",
        "full | {{json .Labels.none}} | null",
        "full | {{.LayersData}} | [{application/vnd.oci.image.layer.v1.tar sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef 1024 map[a:b k:v]}]",
        "min | {{.Labels}}{{.Env}} | map[][]",
        "min | {{json .Labels}}{{json .Env}} | nullnull",
        "min | {{.Labels.x}} | <no value>",
        "min | {{.LayersData}} | [{application/vnd.oci.image.layer.v1.tar sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef 1024 map[]}]",
        "tz | {{.Created}} | 2024-01-02 03:04:05 +0200 +0200",
        "twolayers | {{.Created}} | 0001-01-01 00:00:00 +0000 UTC",
        "full | x}} | x}}",
        "nolayers | {{json .}} | {'Digest':'sha256:c5c3090c78a69c23565353b874b43eda3ad7c4cfcb855e839f3908ac5a11a9e6','RepoTags':[],'Created':null,'DockerVersion':'','Labels':null,'Architecture':'amd64','Os':'linux','Layers':[],'LayersData':[],'Env':null}",
        "nolayers | {{.}} | {  sha256:c5c3090c78a69c23565353b874b43eda3ad7c4cfcb855e839f3908ac5a11a9e6 [] <nil>  map[] amd64 linux [] [] []}",
      },
      quoteCharacter = '"')
  void printsWhatSkopeo122Prints(String image, String template, String expected) throws Exception {
    assertThat(render(template.replace('\'', '"'), image))
        .isEqualTo(expected.replace('\'', '"') + "\n");
  }

  @Test
  void printsFieldsOfAConfigurationByTheNamesOfGo() throws Exception {
    ImageConfig config = ImageConfig.parse(SyntheticImage.of("full").config());

    assertThat(FieldTemplate.parse("{{.Architecture}} {{.Config.Env}}").render(config, SKOPEO_1_22))
        .isEqualTo(golden("fmt-config"));
    assertThat(
            FieldTemplate.parse("{{.OS}} {{.RootFS.Type}} {{json .Config.Cmd}}")
                .render(config, SKOPEO_1_22))
        .isEqualTo("linux layers [\"a\",\"b\"]\n");
    assertThat(FieldTemplate.parse("json").render(config, SKOPEO_1_22))
        .isEqualTo(new String(InspectReport.configReport(config, SKOPEO_1_22), UTF_8));
  }

  @Test
  void translatesNewlinesAndTabsAndEndsTheLineOnce() throws Exception {
    assertThat(render("a\\tb\\n", "min")).isEqualTo("a\tb\n");
    assertThat(render("a\\nb", "min")).isEqualTo("a\nb\n");
    assertThat(render("{{.Os}}\\n\\n", "min")).isEqualTo("linux\n\n");
    assertThat(render("\\r\\x", "min")).isEqualTo("\\r\\x\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", " json ", "{{json}}", "{{ json }}", ""})
  void printsTheWholeReport(String template) throws Exception {
    InspectReport report = SyntheticImage.of("full").report(SKOPEO_1_22);

    assertThat(FieldTemplate.parse(template).render(report))
        .isEqualTo(new String(report.toJson(), UTF_8));
  }

  @Test
  void aTemplateThatRangesOverTheDotGetsAListWithTheReport() throws Exception {
    assertThat(render("{{range .}}{{.Os}}{{end}}", "min")).isEqualTo("linux\n");
    assertThat(render("{{range . }}{{.Os}} {{end}}{{len .}}", "min")).isEqualTo("linux 1\n");
  }

  @Test
  void aTableAlignsItsCellsAndTakesSpacesForTabs() throws Exception {
    assertThat(render("table {{.Os}}\\t{{.Architecture}}", "min")).isEqualTo("linux       amd64\n");
    assertThat(render("table {{.Os}} {{.Architecture}}\\nsomething-longer x", "min"))
        .isEqualTo("linux             amd64\nsomething-longer  x\n");
  }

  @Test
  void anEscapeInAStringIsTheStrings() throws Exception {
    assertThat(render("{{printf \"%s\\n\" .Os}}", "min")).isEqualTo("linux\n");
    assertThat(render("{{\"a\\tb\"}}", "min")).isEqualTo("a\tb\n");
  }

  @Test
  void theFieldsOfAnOlderDialectAreThoseThatItHas() throws Exception {
    InspectReport report = SyntheticImage.of("min").report(SkopeoDialect.SKOPEO_1_9);

    assertThatThrownBy(() -> FieldTemplate.parse("{{.LayersData}}").render(report))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith("there is no field LayersData; the fields are Name, ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{.Os         | {{ without }} after it (at character 1 of the template)",
        "x {{foo}}     | there is no function foo;",
        "a\\tb {{else}} | {{else}} without a block before it (at character 6 of the template)",
        "table {{end}} | {{end}} without a block before it (at character 7 of the template)"
      })
  void saysWhereATemplateIsWrong(String template, String problem) {
    assertThatThrownBy(() -> FieldTemplate.parse(template))
        .isInstanceOf(TemplateException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void listsTheFieldsWhereOneIsNotThere() {
    assertThatThrownBy(() -> render("{{.Size}}", "min"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "there is no field Size; the fields are Name, Tag, Digest, RepoTags, Created,"
                + " DockerVersion, Labels, Architecture, Os, Layers, LayersData, Env"
                + " (at character 3 of the template)");
  }

  private static String render(String template, String image) throws Exception {
    return FieldTemplate.parse(template).render(SyntheticImage.of(image).report(SKOPEO_1_22));
  }

  private static String golden(String name) {
    return new String(SharedData.bytes("skopeo-golden/" + name + ".out"), UTF_8);
  }
}
