package io.mcv.oci.cosign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.oci.reference.ImageName;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names in a signature count for which names of an image. */
class SignedIdentityTest {
  private static final String DIGEST = "@sha256:" + "a".repeat(64);
  private static final String OTHER = "@sha256:" + "b".repeat(64);

  @ParameterizedTest
  @CsvSource({
    // used, signed, matchExact, matchRepoDigestOrExact, matchRepository
    "quay.io/team/cache:v1, quay.io/team/cache:v1, true, true, true",
    "quay.io/team/cache:v1, quay.io/team/cache:v2, false, false, true",
    "quay.io/team/cache:v1, quay.io/team/cache, false, false, true",
    "quay.io/team/cache:v1, quay.io/team/other:v1, false, false, false",
    "quay.io/team/cache:v1, quay.io/team/cache:v1@A, false, false, true",
    "quay.io/team/cache@A, quay.io/team/cache@A, true, true, true",
    "quay.io/team/cache@A, quay.io/team/cache@B, false, true, true",
    "quay.io/team/cache@A, quay.io/team/cache:v1, false, true, true",
    "quay.io/team/cache@A, quay.io/team/cache, false, false, true",
    "quay.io/team/cache:v1@A, quay.io/team/cache:v1, false, false, true",
    "busybox:v1, docker.io/library/busybox:v1, true, true, true",
    "docker.io/library/busybox:v1, busybox:v1, true, true, true",
    "docker.io/library/busybox:v1, index.docker.io/library/busybox:v1, true, true, true"
  })
  void byTheNameOfTheImage(
      String used, String signed, boolean exact, boolean byDigest, boolean repository) {
    assertThat(accepts(SignedIdentity.OfImage.EXACT, used, signed)).isEqualTo(exact);
    assertThat(accepts(SignedIdentity.OfImage.EXACT_OR_BY_DIGEST, used, signed))
        .isEqualTo(byDigest);
    assertThat(accepts(SignedIdentity.OfImage.REPOSITORY, used, signed)).isEqualTo(repository);
  }

  @Test
  void anImageWithoutANameHasNoneThatMatches() {
    for (SignedIdentity each : SignedIdentity.OfImage.values()) {
      assertThat(each.needsName()).isTrue();
      assertThat(each.accepts(null, name("quay.io/team/cache:v1"))).isFalse();
    }
  }

  @Test
  void aNameThatThePolicyGivesCountsForEveryImage() {
    SignedIdentity reference = new SignedIdentity.ExactReference(name("quay.io/team/cache:v1"));
    SignedIdentity repository = new SignedIdentity.ExactRepository("quay.io/team/cache");

    for (String used : Arrays.asList(null, "registry.example/mirror:v7")) {
      assertThat(accepts(reference, used, "quay.io/team/cache:v1")).isTrue();
      assertThat(accepts(reference, used, "quay.io/team/cache:v2")).isFalse();
      assertThat(accepts(reference, used, "quay.io/team/cache")).isFalse();
      assertThat(accepts(repository, used, "quay.io/team/cache")).isTrue();
      assertThat(accepts(repository, used, "quay.io/team/cache:v2")).isTrue();
      assertThat(accepts(repository, used, "quay.io/team/caches")).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mirror.example/quay, quay.io, mirror.example/quay/team/cache:v1, quay.io/team/cache:v1, true",
    "mirror.example/quay, quay.io, mirror.example/quay/team/cache:v1, quay.io/team/cache:v2, false",
    "mirror.example/quay, quay.io, mirror.example/quay/team/cache:v1,"
        + " mirror.example/quay/team/cache:v1, false",
    "mirror.example, quay.io, mirror.example/team/cache@A, quay.io/team/cache:v9, true",
    "mirror.example/team/cache, quay.io/x/y, mirror.example/team/cache:v1, quay.io/x/y:v1, true",
    "mirror.example/qu, quay.io, mirror.example/quay/x:v1, quay.io/ay/x:v1, false",
    "mirror.example/qu, quay.io, mirror.example/quay/x:v1, mirror.example/quay/x:v1, true"
  })
  void aMirrorStandsForAnotherPlace(
      String prefix, String signedPrefix, String used, String signed, boolean expected) {
    SignedIdentity identity = new SignedIdentity.Remapped(prefix, signedPrefix);

    assertThat(accepts(identity, used, signed)).isEqualTo(expected);
    assertThat(identity.accepts(null, name(signed.replace("@A", DIGEST)))).isFalse();
  }

  private static boolean accepts(SignedIdentity identity, @Nullable String used, String signed) {
    return identity.accepts(used == null ? null : name(used), name(signed));
  }

  private static ImageName name(String text) {
    ImageName name = SignedIdentity.nameOrNull(text.replace("@A", DIGEST).replace("@B", OTHER));
    if (name == null) {
      throw new IllegalArgumentException(text);
    }
    return name;
  }
}
