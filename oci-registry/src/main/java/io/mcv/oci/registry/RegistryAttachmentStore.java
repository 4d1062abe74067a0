package io.mcv.oci.registry;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.AttachmentStore;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.RawManifest;
import java.io.IOException;

/** Adds to what belongs to the images of a repository. */
final class RegistryAttachmentStore implements AttachmentStore {
  private final RegistrySink sink;
  private final RegistryRepository repository;

  /**
   * Opens it.
   *
   * @param sink writes blobs and manifests
   */
  RegistryAttachmentStore(RegistrySink sink, RegistryRepository repository) {
    this.sink = sink;
    this.repository = repository;
  }

  @Override
  public String describe() {
    return "docker://" + repository.address();
  }

  @Override
  public void putBlob(Descriptor blob, byte[] content) throws IOException {
    sink.putBlob(blob, content);
  }

  @Override
  public void putReferrer(RawManifest referrer) throws IOException {
    sink.attach(new Attachment(null, referrer));
  }

  @Override
  public RawManifest update(String tag, Change change) throws IOException {
    return new TagUpdate(repository, tag).run(change);
  }

  @Override
  public void close() {
    sink.close();
  }
}
