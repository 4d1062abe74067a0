package io.mcv.oci.json;

import java.io.IOException;

/** Text is not JSON, or not the JSON that was expected. The message is for people. */
public final class JsonException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String message;

  /** With what is wrong and where: a path such as {@code config.digest}, or a line and column. */
  public JsonException(String message) {
    super(message);
    this.message = message;
  }

  /** Never null. */
  @Override
  public String getMessage() {
    return message;
  }
}
