package io.mcv.oci.cosign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.mcv.oci.cosign.verdict.SignatureLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a policy, and what is none: nothing in it is overlooked. */
class PolicyParsingTest {
  private static final Path FILE = Path.of("/etc/containers/policy.json");
  private static final String FULCIO =
      "{'type':'sigstoreSigned','fulcio':{'caData':'Y2E=','oidcIssuer':'https://issuer',"
          + "'subjectEmail':'me@example.com'},'rekorPublicKeyPath':'/rekor.pub'}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'insecureAcceptAnything'}",
        "{'type':'reject'}",
        "{'type':'signedBy','keyType':'GPGKeys','keyPath':'/key.gpg'}",
        "{'type':'sigstoreSigned','keyPath':'/k.pub'}",
        "{'type':'sigstoreSigned','keyPaths':['/a.pub','b.pub']}",
        "{'type':'sigstoreSigned','keyData':'a2V5'}",
        "{'type':'sigstoreSigned','keyDatas':['a2V5','a2V5\\n']}",
        "{'type':'sigstoreSigned','keyPath':'/k.pub','rekorPublicKeyDatas':['a2V5']}",
        "{'type':'sigstoreSigned','pki':{'caRootsPath':'/ca.pem','subjectEmail':'a@b.c'}}",
        FULCIO,
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'matchRepository'}}",
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'exactReference',"
            + "'dockerReference':'quay.io/a/b:c'}}",
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'remapIdentity',"
            + "'prefix':'localhost:5000/x','signedPrefix':'quay.io'}}"
      })
  void aRequirementThatIsKnownIsRead(String requirement) {
    assertThatCode(() -> parse("{'default':[" + requirement + "]}")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'accept'} | default[0].type is not one that is known",
        "{'keyPath':'/k'} | default[0].type is missing",
        "{'type':'reject','keyPath':'/k'} | default[0].keyPath is not a field",
        "{'type':'reject','type':'reject'} | Duplicate",
        "{'type':'signedBy','key':'/k'} | default[0].key is not a field",
        "{'type':'sigstoreSigned'} | needs one of keyPath",
        "{'type':'sigstoreSigned','keypath':'/k'} | default[0].keypath is not a field",
        "{'type':'sigstoreSigned','keyPath':'/k','keyData':'a2V5'} | cannot stand beside",
        "{'type':'sigstoreSigned','keyPath':null} | default[0].keyPath is null",
        "{'type':'sigstoreSigned','keyPath':5} | default[0].keyPath is not a string",
        "{'type':'sigstoreSigned','keyPaths':[]} | default[0].keyPaths is empty",
        "{'type':'sigstoreSigned','keyData':'!'} | default[0].keyData is not valid base64",
        "{'type':'sigstoreSigned','keyPath':'/k','rekorPublicKeyPath':'/a','rekorPublicKeyData':'Yg=='}"
            + " | cannot stand beside",
        "{'type':'sigstoreSigned','keyPath':'\\u0000'} | default[0].keyPath is not a path",
        "{'type':'sigstoreSigned','fulcio':{'caPath':'/c','oidcIssuer':'i','subjectEmail':'s'}} |"
            + " default[0].fulcio needs one of rekorPublicKeyPath",
        "{'type':'sigstoreSigned','rekorPublicKeyPath':'/r','fulcio':{'oidcIssuer':'i','subjectEmail':'s'}}"
            + " | default[0].fulcio.caPath is missing",
        "{'type':'sigstoreSigned','rekorPublicKeyPath':'/r','fulcio':{'caPath':'/c','subjectEmail':'s'}}"
            + " | default[0].fulcio.oidcIssuer is missing",
        "{'type':'sigstoreSigned','rekorPublicKeyPath':'/r','fulcio':{'caPath':'/c','oidcIssuer':'i','subjectEmail':''}}"
            + " | default[0].fulcio.subjectEmail is empty",
        "{'type':'sigstoreSigned','rekorPublicKeyPath':'/r','fulcio':{'caPath':'/c','oidcIssuer':'i','subjectEmail':'https://x'}}"
            + " | is no e-mail address",
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'any'}} | not one that is known",
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'matchExact','x':1}} | not a field",
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'exactReference','dockerReference':'quay.io/a/b'}}"
            + " | is not the name of an image with a tag or digest",
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'exactRepository','dockerRepository':'A B'}}"
            + " | is not the name of a repository",
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'remapIdentity','prefix':'x/','signedPrefix':'quay.io'}}"
            + " | signedIdentity.prefix is not a host",
        "{'type':'sigstoreSigned','keyPath':'/k','signedIdentity':{'type':'remapIdentity','prefix':'quay.io'}}"
            + " | signedIdentity.signedPrefix is missing"
      })
  void whatIsNotKnownInARequirementIsAnError(String requirement, String message) {
    assertThatThrownBy(() -> parse("{'default':[" + requirement + "]}"))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("policy " + FILE + ": ")
        .hasMessageContaining(message.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | there is no JSON in it",
        "[] | not a JSON object",
        "{} | default is missing",
        "{'default':null} | default is null",
        "{'default':[]} | default is empty",
        "{'default':[{'type':'reject'}],'transport':{}} | transport is not a field",
        "{'default':[{'type':'reject'}]} x | not valid JSON",
        "{'default':[{'type':'reject'}],'transports':{'docker':{'quay.io':[]}}} |"
            + " transports.docker.quay.io is empty",
        "{'default':[{'type':'reject'}],'transports':{'dir':{'a':[{'type':'reject'}]}}} | is not a path",
        "{'default':[{'type':'reject'}],'transports':{'dir':{'/':[{'type':'reject'}]}}} | is not a path",
        "{'default':[{'type':'reject'}],'transports':{'oci':{'/a/':[{'type':'reject'}]}}} | is not a path",
        "{'default':[{'type':'reject'}],'transports':{'oci':{'/a/../b':[{'type':'reject'}]}}} |"
            + " is not a path",
        "{'default':[{'type':'reject'}],'transports':{'docker-archive':{'/a':[{'type':'reject'}]}}} |"
            + " no scopes"
      })
  void whatIsNotKnownInAPolicyIsAnError(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message.strip());
  }

  @Test
  void aLargePolicyIsNotRead() {
    byte[] large = new byte[SignatureLimits.MAX_TRUST_BYTES + 1];

    assertThatThrownBy(() -> SignaturePolicyFile.parse(large, FILE))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("has more than");
  }

  @Test
  void aDamagedPolicyIsRefusedOrIsOne() {
    byte[] policy =
        ("{'default':[{'type':'reject'}],'transports':{'docker':{'quay.io':["
                + FULCIO
                + ",{'type':'sigstoreSigned','keyDatas':['a2V5'],'signedIdentity':"
                + "{'type':'remapIdentity','prefix':'a.b','signedPrefix':'c.d/e'}}]},"
                + "'oci':{'/a':[{'type':'insecureAcceptAnything'}]}}}")
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);
    byte[] pieces = "{}[]\",:\\0a/\u0000".getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      byte[] mutant = policy.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        int at = random.nextInt(mutant.length);
        mutant[at] =
            random.nextBoolean() ? pieces[random.nextInt(pieces.length)] : (byte) random.nextInt();
      }
      if (seed % 10 == 0) {
        mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
      }
      try {
        SignaturePolicyFile.parse(mutant, FILE);
      } catch (PolicyException e) {
        assertThat(e.getMessage()).isNotEmpty();
      } catch (RuntimeException e) {
        fail("seed " + seed, e);
      }
    }
  }

  private static SignaturePolicyFile parse(String json) throws PolicyException {
    return SignaturePolicyFile.parse(
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), FILE);
  }
}
