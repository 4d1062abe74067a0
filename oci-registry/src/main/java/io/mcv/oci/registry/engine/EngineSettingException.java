package io.mcv.oci.registry.engine;

import io.mcv.oci.model.Printable;
import java.io.IOException;

/** An environment variable names an engine in a way that cannot be used. */
public final class EngineSettingException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String variable;

  /**
   * With the words that the user reads.
   *
   * @param variable the environment variable
   * @param value its value, of whatever origin
   * @param problem what is wrong with it and what to do
   */
  EngineSettingException(String variable, String value, String problem) {
    super(variable + "=" + Printable.of(value) + " " + problem);
    this.variable = variable;
  }

  /** The name of the variable. */
  public String variable() {
    return variable;
  }
}
