package io.mcv.oci.layout;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.ImageIndex;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.UnsupportedFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a layout is made of besides blobs, with the bytes of containers/image. */
public final class LayoutDocuments {
  /** The name of the file that makes a folder or an archive a layout. */
  public static final String MARKER = "oci-layout";

  /** The name of the file that lists the images. */
  public static final String INDEX = LayoutIndex.NAME;

  static final String VERSION = "1.0.0";

  private LayoutDocuments() {}

  /** The content of {@link #MARKER}. */
  public static byte[] marker() {
    return ("{\"imageLayoutVersion\": \"" + VERSION + "\"}").getBytes(StandardCharsets.US_ASCII);
  }

  /** The content of {@link #INDEX} of a new layout. */
  public static byte[] index(List<Descriptor> entries) {
    return new ImageIndex(MediaType.OCI_INDEX, null, entries, null, null).toLayoutIndex();
  }

  /** The entry of a manifest in {@link #INDEX}. */
  public static Descriptor entry(RawManifest manifest, @Nullable String refName) {
    return manifest
        .descriptor()
        .withAnnotations(refName == null ? null : Map.of(LayoutIndex.REF_NAME, refName));
  }

  /**
   * The entry of what belongs to an image in {@link #INDEX}: as a tag of its repository where names
   * are whole.
   *
   * @param refName the name of the image
   */
  public static Descriptor entry(Attachment attachment, @Nullable String refName)
      throws OciException {
    String tag = attachment.tag();
    String repository = refName == null ? "" : refName.substring(0, refName.lastIndexOf(':') + 1);
    return entry(attachment.manifest(), tag == null ? null : repository + tag)
        .withArtifactType(attachment.manifest().parse().artifactType());
  }

  /** The name of a blob among the files of a layout. */
  public static String blobName(Digest digest) {
    return Blobs.nameInLayout(digest);
  }

  /**
   * Says no to a manifest that cannot be stored in a layout.
   *
   * @param place the layout, for the message
   * @throws UnsupportedFormatException if it is not one of OCI
   * @throws LimitExceededException if it is too large
   */
  public static void checkManifest(RawManifest manifest, String place) throws OciException {
    MediaType mediaType = manifest.mediaType();
    if (!mediaType.equals(MediaType.OCI_MANIFEST) && !mediaType.equals(MediaType.OCI_INDEX)) {
      throw new UnsupportedFormatException(
          "a manifest of type "
              + mediaType
              + " cannot be written to "
              + place
              + ": other tools would not find it there; convert it to OCI first");
    }
    if (manifest.size() > RawManifest.MAX_BYTES) {
      throw new LimitExceededException(
          "a manifest of "
              + manifest.size()
              + " bytes is larger than the "
              + RawManifest.MAX_BYTES
              + " that readers accept",
          RawManifest.MAX_BYTES);
    }
  }
}
