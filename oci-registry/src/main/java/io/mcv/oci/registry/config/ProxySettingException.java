package io.mcv.oci.registry.config;

import java.io.IOException;

/** A variable such as {@code HTTPS_PROXY} names no proxy that can be used. */
public final class ProxySettingException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String variable;

  ProxySettingException(String variable, String problem) {
    super(
        "the variable "
            + variable
            + " "
            + problem
            + "; for example http://proxy.example.com:3128 or socks5://proxy.example.com:1080");
    this.variable = variable;
  }

  /** The name of the variable. */
  public String variable() {
    return variable;
  }
}
