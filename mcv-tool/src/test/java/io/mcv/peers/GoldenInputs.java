package io.mcv.peers;

import io.mcv.testing.Peer;
import io.mcv.testing.SharedData;
import io.mcv.testing.registry.LoopbackRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images that {@code skopeo-golden} was made from, made again by the same skopeo. */
final class GoldenInputs implements AutoCloseable {
  private static final String OLD_HOST = "127.0.0.1:5123";
  private static final String NO_REGISTRY = "127.0.0.1:5999";
  private static final List<String> TAGS = List.of("v1", "s2", "v0.9");

  private final Path folder;
  private final LoopbackRegistry registry;
  private final String tags;

  private GoldenInputs(Path folder, LoopbackRegistry registry, String tags) {
    this.folder = folder;
    this.registry = registry;
    this.tags = tags;
  }

  static GoldenInputs in(Path folder) throws IOException, InterruptedException {
    LoopbackRegistry registry = LoopbackRegistry.in(folder.resolve("registry"));
    Path image = SharedData.require("buildah-golden/img1");
    copy(image, "dir:" + folder.resolve("dir"));
    copy(image, "oci-archive:" + folder.resolve("oa.tar"));
    copy(image, "docker-archive:" + folder.resolve("da.tar") + ":example.com/x/y:z");
    for (String tag : TAGS) {
      String format = tag.equals("s2") ? "v2s2" : "oci";
      copy(
          image,
          registry.image("team/app:" + tag),
          "--dest-tls-verify=false",
          "--format=" + format);
    }
    return new GoldenInputs(folder, registry, tags(registry));
  }

  /** The arguments with paths and addresses of today. */
  List<String> arguments(GoldenCase golden) {
    List<String> arguments = new ArrayList<>();
    for (String argument : golden.arguments()) {
      arguments.add(
          argument
              .replace("oci:synth", "oci:" + SharedData.require("skopeo-golden/synth-layout"))
              .replace("oci:img1", "oci:" + SharedData.require("buildah-golden/img1"))
              .replace("dir:dir", "dir:" + folder.resolve("dir"))
              .replace("dir/manifest.json", folder.resolve("dir/manifest.json").toString())
              .replace("archive:da.tar", "archive:" + folder.resolve("da.tar"))
              .replace("archive:oa.tar", "archive:" + folder.resolve("oa.tar"))
              .replace(NO_REGISTRY, "127.0.0.1:1")
              .replace(OLD_HOST, registry.host()));
    }
    return arguments;
  }

  /** The output with the address of today, and tags in the order of today's registry. */
  String out(GoldenCase golden) {
    return new String(golden.out(), StandardCharsets.UTF_8)
        .replace(OLD_HOST, registry.host())
        .replace(String.join(",\n        ", quoted(TAGS)), tags);
  }

  @Override
  public void close() {
    registry.close();
  }

  private static void copy(Path image, String destination, String... options) {
    List<String> command = new ArrayList<>(List.of("copy", "-q"));
    command.addAll(List.of(options));
    command.addAll(List.of("oci:" + image + ":tag", destination));
    Peer.require("skopeo").run(command.toArray(String[]::new)).orFail();
  }

  /** A registry lists tags in the order of its file system. */
  private static String tags(LoopbackRegistry registry) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(registry.base().resolve("/v2/team/app/tags/list")).build();
    String answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    Matcher list = Pattern.compile("\\[(.*)]").matcher(answer);
    if (!list.find()) {
      throw new IOException("no tags in " + answer);
    }
    return list.group(1).replace(",", ",\n        ");
  }

  private static List<String> quoted(List<String> texts) {
    return texts.stream().map(text -> "\"" + text + "\"").toList();
  }
}
