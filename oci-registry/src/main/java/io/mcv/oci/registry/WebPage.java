package io.mcv.oci.registry;

import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;

/** What networks show to guests, and proxies to strangers, in place of a registry's answer. */
final class WebPage {
  private WebPage() {}

  /**
   * Refuses an answer that is a web page.
   *
   * @param owner the repository or the registry
   * @param doing such as {@code reading manifest v1}
   * @param wanted what was to come, such as {@code a manifest}
   */
  static void refuse(HttpResponse response, String owner, String doing, String wanted)
      throws IOException {
    if (ManifestBody.contentType(response).equals("text/html")) {
      throw new RegistryProtocolException(
          owner,
          doing + " of " + owner,
          "the server answered a web page instead of "
              + wanted
              + ": is it a registry, or does a proxy or a login page stand in between?");
    }
  }
}
