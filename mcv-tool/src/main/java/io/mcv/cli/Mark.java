package io.mcv.cli;

import picocli.CommandLine.Model.OptionSpec;

/** An option without a value. */
final class Mark {
  private final OptionSpec option;

  Mark(OptionSpec option) {
    this.option = option;
  }

  boolean given() {
    return Boolean.TRUE.equals(option.getValue());
  }
}
