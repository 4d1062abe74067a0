package io.mcv.oci.registry;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.reference.ImageName;
import io.mcv.oci.registry.http.HttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one image into a repository: blobs, then manifests by digest, then the tag. */
final class RegistrySink implements ImageSink {
  private final ImageName name;
  private final RegistryRepository repository;
  private final Path temporaryFolder;
  private final long chunkBytes;
  private final boolean inParts;

  /**
   * A sink for a tag.
   *
   * @param name with the tag that the image gets
   * @param temporaryFolder where blobs that come without a digest wait for it
   * @param chunkBytes how long the parts are where a blob is sent in parts
   * @param inParts whether every blob is
   */
  RegistrySink(
      ImageName name,
      RegistryRepository repository,
      Path temporaryFolder,
      long chunkBytes,
      boolean inParts) {
    this.name = name;
    this.repository = repository;
    this.temporaryFolder = temporaryFolder;
    this.chunkBytes = chunkBytes;
    this.inParts = inParts;
  }

  @Override
  public String describe() {
    return "docker://" + name;
  }

  @Override
  public SinkForm form() {
    return SinkForm.REGISTRY;
  }

  @Override
  public boolean hasBlob(Descriptor descriptor) throws IOException {
    RepositoryAddress address = repository.address();
    return repository.caller().call(new HeadBlob(address, descriptor.digest(), address.push()));
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    return new SpooledBlob(temporaryFolder, algorithm, this::upload);
  }

  @Override
  public BlobCopy copyBlob(Descriptor blob, ImageSource source, LongConsumer progress)
      throws IOException {
    HttpContent content =
        new HttpContent() {
          @Override
          public long length() {
            return blob.size();
          }

          @Override
          public InputStream open() throws IOException {
            return source.openBlob(blob);
          }
        };
    return upload(blob, content, progress, neighbour(source));
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    put(manifest, manifest.digest().toString());
  }

  @Override
  public boolean holdsAttachments() {
    return true;
  }

  @Override
  public void attach(Attachment attachment) throws IOException {
    String tag = attachment.tag();
    put(attachment.manifest(), tag == null ? attachment.manifest().digest().toString() : tag);
  }

  @Override
  public void publish(RawManifest manifest) throws IOException {
    put(manifest, Objects.requireNonNull(name.tag()).value());
  }

  @Override
  public void close() {
    // Connections belong to the client; a blob that was not committed closes what it holds itself.
  }

  private void put(RawManifest manifest, String reference) throws IOException {
    checkSize(manifest);
    PutManifest.Stored stored =
        repository.caller().call(new PutManifest(repository.address(), reference, manifest, null));
    if (!stored.knowsSubject()) {
      new Referrers(repository).note(manifest);
    }
  }

  /** Says no to what registries would not take. */
  static void checkSize(RawManifest manifest) throws LimitExceededException {
    if (manifest.size() > RawManifest.MAX_BYTES) {
      throw new LimitExceededException(
          "a manifest of "
              + manifest.size()
              + " bytes is larger than the "
              + RawManifest.MAX_BYTES
              + " that registries accept",
          RawManifest.MAX_BYTES);
    }
  }

  private void upload(Descriptor blob, HttpContent content) throws IOException {
    upload(blob, content, bytes -> {}, null);
  }

  private BlobCopy upload(
      Descriptor blob,
      HttpContent content,
      LongConsumer progress,
      @Nullable RepositoryAddress neighbour)
      throws IOException {
    return new BlobUpload(repository, blob, content, progress, chunkBytes, inParts).run(neighbour);
  }

  /**
   * The repository of a source that the registry can take blobs from by itself: another one of the
   * same registry, to which the user is the same.
   */
  private @Nullable RepositoryAddress neighbour(ImageSource source) throws IOException {
    if (!(source instanceof RegistrySource other)) {
      return null;
    }
    RegistryRepository from = other.repository();
    boolean mountable =
        from.address().registry().equals(repository.address().registry())
            && !from.address().path().equals(repository.address().path())
            && from.caller().credential().equals(repository.caller().credential());
    return mountable ? from.address() : null;
  }
}
