package io.mcv.oci.cosign.bundle;

import io.mcv.oci.json.Json;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The documents of all signatures in the shared vectors, good and bad, by their place.
 *
 * @param payloads of simple signing
 * @param envelopes that are blobs of their own
 * @param statements in all envelopes
 * @param bundles Sigstore bundles
 * @param annotations of layers
 */
record Corpus(
    Map<String, byte[]> payloads,
    Map<String, byte[]> envelopes,
    Map<String, byte[]> statements,
    Map<String, byte[]> bundles,
    Map<String, Map<String, String>> annotations) {
  private static final long MAX_FILE_BYTES = 1 << 20;

  static Corpus read() throws IOException {
    Corpus corpus =
        new Corpus(
            new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    Path root = SharedData.require("cosign").resolve("cases");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) <= MAX_FILE_BYTES) {
          corpus.add(root.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return corpus;
  }

  private void add(String place, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (!text.startsWith("{")) {
      return;
    }
    if (text.contains("\"critical\"")) {
      payloads.put(place, content);
    } else if (text.contains("\"layers\"")) {
      addAnnotations(place, content);
    } else if (text.contains("\"verificationMaterial\"")) {
      bundles.put(place, content);
      addStatement(place, content);
    } else if (text.contains("\"payloadType\"")) {
      envelopes.put(place, content);
      addStatement(place, content);
    }
  }

  private void addStatement(String place, byte[] content) {
    try {
      JsonObject document = Json.parseObject(content);
      JsonObject envelope = document.optionalObject("dsseEnvelope");
      String payload = (envelope == null ? document : envelope).optionalString("payload");
      if (payload != null) {
        statements.put(place, Base64.getDecoder().decode(payload));
      }
    } catch (JsonException e) {
      throw new AssertionError(place, e);
    }
  }

  private void addAnnotations(String place, byte[] content) {
    try {
      List<JsonObject> layers = Json.parseObject(content).optionalObjects("layers");
      for (int i = 0; layers != null && i < layers.size(); i++) {
        Map<String, String> all = layers.get(i).optionalStringMap("annotations");
        if (all != null && all.containsKey(LayerSignature.SIGNATURE)) {
          annotations.put(place + "#" + i, all);
        }
      }
    } catch (JsonException e) {
      throw new AssertionError(place, e);
    }
  }
}
