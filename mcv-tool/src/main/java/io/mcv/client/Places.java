package io.mcv.client;

import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.layout.LayoutImage;
import io.mcv.oci.layout.OciLayout;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.Printable;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.reference.Reference;
import io.mcv.oci.reference.ReferenceSyntaxException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens what references name. */
final class Places {
  private static final int NAMES_IN_MESSAGE = 20;

  private final Path vault;

  Places(Path vault) {
    this.vault = vault;
  }

  /**
   * An image that was found.
   *
   * @param source to read it from
   * @param name the reference, whole
   * @param place where it was found, for people
   * @param repository its name without tag, where the place has names; else null
   */
  record Found(ImageSource source, String name, String place, @Nullable String repository)
      implements Closeable {
    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  /** Opens an image for reading. */
  Found find(Reference reference) throws IOException {
    if (reference instanceof Reference.OciLayout oci) {
      OciLayout layout = OciLayout.open(oci.path());
      Digest digest = oci.digest();
      ImageSource source = digest == null ? layout.source(oci.refName()) : layout.source(digest);
      return new Found(source, reference.toString(), "OCI layout " + oci.path(), null);
    }
    if (reference instanceof Reference.Vault bare) {
      return findInVault(bare.name().withDefaultTag());
    }
    throw unsupported(reference);
  }

  /**
   * Opens the place of an image for writing.
   *
   * @throws ReferenceSyntaxException if the reference has a digest: that is not known before
   */
  ImageSink sink(Reference reference) throws IOException {
    checkWritable(reference);
    if (reference instanceof Reference.OciLayout oci) {
      return OciLayout.openOrCreate(oci.path()).sink(oci.refName());
    }
    Reference.Vault bare = (Reference.Vault) reference;
    return OciLayout.openOrCreate(vault).sink(bare.name().withDefaultTag().toString());
  }

  /** Says no to what cannot be written, before any work is done. */
  static void checkWritable(Reference reference) throws UnsupportedTransportException {
    Digest digest;
    if (reference instanceof Reference.OciLayout oci) {
      digest = oci.digest();
    } else if (reference instanceof Reference.Vault bare) {
      digest = bare.name().digest();
    } else {
      throw unsupported(reference);
    }
    if (digest != null) {
      throw new ReferenceSyntaxException(
          reference.toString(),
          "has a digest, which nobody knows before the image is there",
          "oci:/srv/images:vector-add");
    }
  }

  private Found findInVault(ImageName name) throws IOException {
    if (Files.exists(vault)) {
      OciLayout layout = OciLayout.open(vault);
      for (LayoutImage image : layout.images()) {
        if (isMeant(image, name)) {
          return new Found(
              layout.source(image.descriptor().digest()),
              name.toString(),
              "the vault " + vault,
              name.repository());
        }
      }
      throw notFound(name, layout.images());
    }
    throw notFound(name, List.of());
  }

  /** A digest finds its image under any tag of the repository. */
  private static boolean isMeant(LayoutImage image, ImageName name) {
    String refName = image.refName();
    Digest digest = name.digest();
    if (refName == null || digest == null) {
      return name.toString().equals(refName);
    }
    return digest.equals(image.descriptor().digest())
        && (refName.startsWith(name.repository() + ":")
            || refName.startsWith(name.repository() + "@"));
  }

  private NotFoundException notFound(ImageName name, List<LayoutImage> images) {
    List<String> names =
        images.stream().map(LayoutImage::refName).filter(Objects::nonNull).toList();
    String there =
        names.isEmpty()
            ? "which holds no image yet"
            : "which holds "
                + Printable.line(
                    String.join(", ", names.subList(0, Math.min(names.size(), NAMES_IN_MESSAGE))))
                + (names.size() > NAMES_IN_MESSAGE ? ", …" : "");
    return new NotFoundException(
        name
            + " is not in the vault "
            + vault
            + ", "
            + there
            + "; this version looks nowhere else (for an OCI layout write oci:PATH:TAG)",
        names);
  }

  private static UnsupportedTransportException unsupported(Reference reference) {
    return new UnsupportedTransportException(
        reference
            + " cannot be reached: this version knows oci:PATH[:TAG|@DIGEST] and names of the vault");
  }
}
