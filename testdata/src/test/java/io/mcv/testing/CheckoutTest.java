package io.mcv.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckoutTest {
  @Test
  void the_root_is_the_folder_with_the_settings_of_maven() {
    assertThat(Checkout.root().resolve(".mvn/jvm.config")).isRegularFile();
    assertThat(Checkout.root().resolve("testdata/pom.xml")).isRegularFile();
  }

  @Test
  void a_sample_cache_that_is_not_there_is_an_error() {
    assertThatThrownBy(() -> Checkout.sampleCache("triton-abacus"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("triton-abacus");
  }
}
