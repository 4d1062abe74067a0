package io.mcv.transports;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands beside images. */
final class TestArtifacts {
  private static final MediaType TYPE = new MediaType("application/vnd.example.note");

  private TestArtifacts() {}

  /** An artifact about a manifest, or about nothing. */
  static ImageManifest artifact(TestLayout layout, @Nullable Descriptor subject)
      throws IOException {
    byte[] note = ("about " + subject).getBytes(StandardCharsets.UTF_8);
    return new ImageManifest(
        MediaType.OCI_MANIFEST,
        TYPE,
        layout.blob(MediaType.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8)),
        List.of(layout.blob(TYPE, note)),
        subject,
        null);
  }

  /** The entry of an index for an image. */
  // NullAway cannot read from class files that an array may be null.
  @SuppressWarnings("NullAway")
  static Descriptor on(String architecture, Descriptor image) {
    return new Descriptor(
        image.mediaType(),
        image.digest(),
        image.size(),
        List.of(),
        null,
        null,
        Platform.of("linux", architecture),
        null);
  }
}
