package io.mcv.registries;

import io.mcv.cli.Tool;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.ContainerConfig;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.RootFs;
import io.mcv.testing.FileTrees;
import io.mcv.testing.caches.SampleTarget;
import io.mcv.testing.caches.TritonKernel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Images of several layers that share them: each layer is what {@code create} made of a cache of
 * one kernel, and image n has that of kernel n and the next few.
 */
final class LayeredCaches {
  /** How many layers an image has. */
  static final int LAYERS = 4;

  private static final int LARGE_FILE = 200_000;

  private final Path folder;
  private final Tool tool;
  private final int count;
  private final OciLayout layout;

  private LayeredCaches(Path folder, Tool tool, int count, OciLayout layout) {
    this.folder = folder;
    this.tool = tool;
    this.count = count;
    this.layout = layout;
  }

  /** Makes so many kernels, each with a layer, and as many images, in the layout {@code layout}. */
  static LayeredCaches in(Path folder, Tool tool, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path cache = folder.resolve("kernel-" + i);
      TritonKernel kernel = new TritonKernel("kernel_" + i, SampleTarget.cuda(80));
      kernel.writeTo(cache, "/home/dev/.triton/cache");
      byte[] large = new byte[LARGE_FILE];
      new Random(i).nextBytes(large);
      Files.write(cache.resolve(kernel.folder()).resolve("large.bin"), large);
      String image = "oci:" + folder.resolve("layout") + ":kernel-" + i;
      tool.run("create", "-i", image, "-d", cache.toString()).orFail();
    }
    OciLayout layout = OciLayout.open(folder.resolve("layout"));
    LayeredCaches caches = new LayeredCaches(folder, tool, count, layout);
    for (int i = 0; i < count; i++) {
      caches.publish(i);
    }
    return caches;
  }

  /** Copies every image into a registry; the name of image n is that of the repository with n. */
  void copyTo(String repository) {
    for (int i = 0; i < count; i++) {
      String from = "oci:" + layout.folder() + ":image-" + i;
      tool.run("copy", "-q", "--tls-verify=false", from, repository + "-" + i).orFail();
    }
  }

  /** What an extract of an image has to look like. */
  Path expected(int image) throws IOException {
    Path tree = folder.resolve("expected-" + image);
    for (int kernel : kernels(image)) {
      FileTrees.copy(folder.resolve("kernel-" + kernel), tree);
    }
    return tree;
  }

  private List<Integer> kernels(int image) {
    List<Integer> kernels = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      kernels.add((image + i) % count);
    }
    return kernels;
  }

  private void publish(int image) throws IOException {
    List<Descriptor> layers = new ArrayList<>();
    List<Digest> diffIds = new ArrayList<>();
    for (int kernel : kernels(image)) {
      try (ImageSource source = layout.source("kernel-" + kernel)) {
        ImageManifest manifest = (ImageManifest) source.manifest().parse();
        layers.addAll(manifest.layers());
        try (InputStream in = source.openBlob(manifest.config())) {
          RootFs files = ImageConfig.parse(in.readAllBytes()).rootfs();
          diffIds.addAll(Objects.requireNonNull(files.diffIds()));
        }
      }
    }
    ImageConfig config =
        new ImageConfig(
            null,
            "",
            "amd64",
            "linux",
            "",
            List.of(),
            "",
            ContainerConfig.EMPTY,
            RootFs.ofLayers(diffIds),
            List.of(),
            "");
    try (ImageSink sink = layout.sink("image-" + image)) {
      Descriptor blob;
      try (BlobWriter writer = sink.newBlob(DigestAlgorithm.SHA256)) {
        writer.stream().write(config.toBytes(ImageConfig.Dialect.IMAGE_SPEC_1_1));
        blob = writer.commit(MediaType.OCI_CONFIG);
      }
      sink.publish(
          new ImageManifest(MediaType.OCI_MANIFEST, null, blob, layers, null, null).toRaw());
    }
  }
}
