package io.mcv.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.cli.Tool;
import io.mcv.testing.FileTrees;
import io.mcv.testing.Peer;
import io.mcv.testing.cosign.CosignPeer;
import io.mcv.testing.registry.LoopbackRegistry;
import io.mcv.testing.registry.RandomImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A {@code policy.json} lets skopeo and us use the same images. In the registry are {@code whole},
 * which skopeo has signed with a key of ours, tag and all; {@code cosign}, which cosign has signed,
 * repository alone; {@code bundle}, which cosign has signed in its newer form; and {@code
 * unsigned}.
 */
class PoliciesAgainstSkopeoTest {
  private static final int REFUSED = 7;

  @TempDir static Path shared = Path.of("");
  private static LoopbackRegistry registry;
  private static String digest = "";

  @TempDir Path folder = Path.of("");
  private Tool tool = Tool.at(Path.of("unset"));

  @BeforeAll
  static void signImages() throws Exception {
    registry = LoopbackRegistry.in(shared.resolve("registry"));
    digest = RandomImages.in(shared.resolve("layout"), 1).image("t", 1000).digest().toString();
    Files.writeString(shared.resolve("password"), CosignPeer.PASSWORD);
    Files.writeString(
        Files.createDirectory(shared.resolve("registries.d")).resolve("attachments.yaml"),
        "docker:\n  " + registry.host() + ":\n    use-sigstore-attachments: true\n");
    for (String name : new String[] {"key", "other"}) {
      Tool.at(shared)
          .run(
              "generate-key-pair",
              "--password-file=" + shared.resolve("password"),
              "--output-key-prefix=" + shared.resolve(name))
          .orFail();
    }
    push(
        "whole",
        "--sign-by-sigstore-private-key=" + shared.resolve("key.key"),
        "--sign-passphrase-file=" + shared.resolve("password"));
    push("unsigned");
    CosignPeer cosign = CosignPeer.of(CosignPeer.Release.V3, shared.resolve("home"));
    for (String name : new String[] {"cosign", "bundle"}) {
      push(name);
      String image = registry.host() + "/team/" + name + "@" + digest;
      cosign.sign(shared.resolve("key.key"), name.equals("bundle"), image).orFail();
    }
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @BeforeEach
  void aUser() throws IOException {
    tool = Tool.withTemporaryFolder(folder);
  }

  private static void push(String name, String... options) {
    String[] arguments = new String[options.length + 5];
    arguments[0] = "--registries.d=" + shared.resolve("registries.d");
    arguments[1] = "copy";
    arguments[2] = "--dest-tls-verify=false";
    System.arraycopy(options, 0, arguments, 3, options.length);
    arguments[options.length + 3] = "oci:" + shared.resolve("layout") + ":t";
    arguments[options.length + 4] = registry.image("team/" + name + ":v1");
    Peer.newer("skopeo").run(arguments).orFail();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "whole:v1 | SIGNED | true",
        "whole:v1 | SIGNED IDENTITY{'type':'matchExact'} | true",
        "whole:v1 | SIGNED IDENTITY{'type':'matchRepository'} | true",
        "whole@DIGEST | SIGNED | true",
        "whole@DIGEST | SIGNED IDENTITY{'type':'matchExact'} | false",
        "whole:v1 | SIGNED IDENTITY{'type':'exactReference','dockerReference':'HOST/team/whole:v1'} | true",
        "whole:v1 | SIGNED IDENTITY{'type':'exactReference','dockerReference':'HOST/team/whole:v2'} | false",
        "whole:v1 | SIGNED IDENTITY{'type':'exactRepository','dockerRepository':'HOST/team/whole'} | true",
        "whole:v1 | SIGNED IDENTITY{'type':'exactRepository','dockerRepository':'HOST/team/other'} | false",
        "whole:v1 | SIGNED IDENTITY{'type':'remapIdentity','prefix':'quay.io','signedPrefix':'HOST'} | true",
        "whole:v1 | SIGNED IDENTITY{'type':'remapIdentity','prefix':'HOST/team','signedPrefix':'HOST/x'}"
            + " | false",
        "whole:v1 | OTHER | false",
        "whole:v1 | BOTH | true",
        "whole:v1 | SIGNED,OTHER | false",
        "whole:v1 | SIGNED,{'type':'insecureAcceptAnything'} | true",
        "whole:v1 | SIGNED,{'type':'reject'} | false",
        "whole:v1 | DATA | true",
        "whole:v1 | REKOR | false",
        "cosign:v1 | SIGNED | false",
        "cosign:v1 | SIGNED IDENTITY{'type':'matchExact'} | false",
        "cosign:v1 | SIGNED IDENTITY{'type':'matchRepository'} | true",
        "cosign@DIGEST | SIGNED | false",
        "cosign@DIGEST | SIGNED IDENTITY{'type':'matchRepository'} | true",
        "bundle:v1 | SIGNED IDENTITY{'type':'matchRepository'} | false",
        "unsigned:v1 | SIGNED IDENTITY{'type':'matchRepository'} | false",
        "unsigned:v1 | {'type':'insecureAcceptAnything'} | true",
        "unsigned:v1 | {'type':'reject'} | false"
      })
  void requirementsMeanTheSame(String image, String requirements, boolean accepted)
      throws IOException {
    assertJudged(image, "{'default':[" + requirements + "]}", accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "docker, HOST/team/unsigned:v1",
    "docker, HOST/team/unsigned",
    "docker, HOST/team",
    "docker, HOST",
    "docker, *.0.0.1",
    "docker, *.1",
    "docker, ''"
  })
  void aScopeHoldsForTheSameImages(String transport, String scope) throws IOException {
    String policy =
        "{'default':[{'type':'%s'}],'transports':{'%s':{'%s':[{'type':'%s'}]}}}"
            .formatted("reject", transport, scope, "insecureAcceptAnything");

    assertJudged("unsigned:v1", policy, true);
  }

  @ParameterizedTest
  @CsvSource({
    "docker, HOST/team/unsigned:v2",
    "docker, HOST/team/unsign",
    "docker, HOST/",
    "docker, 127.0.0.1",
    "docker, *.2",
    "oci, ''",
    "atomic, ''"
  })
  void aScopeOfOthersHoldsForNone(String transport, String scope) throws IOException {
    String policy =
        "{'default':[{'type':'%s'}],'transports':{'%s':{'%s':[{'type':'%s'}]}}}"
            .formatted("insecureAcceptAnything", transport, scope, "reject");

    assertJudged("unsigned:v1", policy, true);
  }

  @ParameterizedTest
  @CsvSource({"LAYOUT, true", "PARENT, true", "LAYOUTx, false", "'', true"})
  void aLayoutHasTheScopesOfItsPath(String scope, boolean accepted) throws IOException {
    String path = shared.resolve("layout").toRealPath().toString();
    String parent = shared.toRealPath().toString();
    String policy =
        "{'default':[{'type':'reject'}],'transports':{'oci':{'"
            + scope.replace("LAYOUT", path).replace("PARENT", parent)
            + "':[{'type':'insecureAcceptAnything'}]}}}";

    assertJudgedAt("oci:" + path + ":t", policy, accepted);
  }

  @Test
  void anImageOfALayoutHasNoName() throws IOException {
    String layout = "oci:" + shared.resolve("layout") + ":t";

    assertJudgedAt(layout, "{'default':[SIGNED]}", false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'default':[]}",
        "{'default':null}",
        "{'default':[{'type':'accept'}]}",
        "{'default':[{'type':'reject','x':1}]}",
        "{'default':[{'type':'reject'}],'x':1}",
        "{'default':[{'type':'reject'}],'default':[{'type':'reject'}]}",
        "{'default':[{'type':'sigstoreSigned'}]}",
        "{'default':[{'type':'sigstoreSigned','keyPath':'/k','keyData':'a2V5'}]}",
        "{'default':[{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'x'}}]}",
        "{'default':[{'type':'sigstoreSigned','keyPaths':[]}]}",
        "{'default':[{'type':'insecureAcceptAnything'}],'transports':{'oci':{'a':[{'type':'reject'}]}}}",
        "{'default':[{'type':'insecureAcceptAnything'}],'transports':{'oci':{'/a/':[{'type':'reject'}]}}}",
        "{'default':[{'type':'insecureAcceptAnything'}],'transports':{'docker':{'a':[]}}}",
        "{'default':[{'type':'sigstoreSigned','keyPath':'/nowhere/key.pub'}]}"
      })
  void whatIsNoPolicyLetsNobodyPass(String policy) throws IOException {
    assertJudged("whole:v1", policy, false);
  }

  private void assertJudged(String image, String policy, boolean accepted) throws IOException {
    assertJudgedAt(registry.image("team/" + image.replace("DIGEST", digest)), policy, accepted);
  }

  private void assertJudgedAt(String image, String template, boolean accepted) throws IOException {
    Path policy = Files.writeString(folder.resolve("policy.json"), filled(template));

    Peer.Outcome theirs =
        Peer.newer("skopeo")
            .with("TMPDIR", folder.toString())
            .run(
                "--policy=" + policy,
                "--registries.d=" + shared.resolve("registries.d"),
                "copy",
                "--remove-signatures",
                "--src-tls-verify=false",
                image,
                "dir:" + folder.resolve("theirs"));
    Tool.Outcome ours =
        tool.run(
            "copy",
            "--policy=" + policy,
            "--remove-signatures",
            "--src-tls-verify=false",
            image,
            "dir:" + folder.resolve("ours"));

    assertThat(theirs.exit() == 0).as("skopeo: %s", theirs.err()).isEqualTo(accepted);
    assertThat(ours.exit()).as("ours: %s", ours.err()).isEqualTo(accepted ? 0 : REFUSED);
    if (accepted) {
      FileTrees.assertSame(folder.resolve("theirs"), folder.resolve("ours"));
    } else {
      assertThat(ours.err()).hasLineCount(1);
      assertThat(folder.resolve("ours")).doesNotExist();
    }
  }

  private static String filled(String template) throws IOException {
    String key = "'keyPath':'" + shared.resolve("key.pub") + "'";
    String other = "'keyPath':'" + shared.resolve("other.pub") + "'";
    String both =
        "'keyPaths':['" + shared.resolve("other.pub") + "','" + shared.resolve("key.pub") + "']";
    String text = Files.readString(shared.resolve("key.pub"));
    String data =
        "'keyData':'"
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "'";
    String log = key + ",'rekorPublicKeyPath':'" + shared.resolve("other.pub") + "'";
    return template
        .replaceAll("SIGNED IDENTITY(\\{.*?})", "{'type':'sigstoreSigned',KEY,'signedIdentity':$1}")
        .replace("SIGNED", "{'type':'sigstoreSigned',KEY}")
        .replace("OTHER", "{'type':'sigstoreSigned'," + other + "}")
        .replace("BOTH", "{'type':'sigstoreSigned'," + both + "}")
        .replace("DATA", "{'type':'sigstoreSigned'," + data + "}")
        .replace("REKOR", "{'type':'sigstoreSigned'," + log + "}")
        .replace("KEY", key)
        .replace("HOST", registry.host())
        .replace('\'', '"');
  }
}
