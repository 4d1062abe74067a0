package io.mcv.client;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.image.BlobWriter;
import io.mcv.oci.image.ImageSink;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.SinkForm;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.DigestAlgorithm;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.registry.engine.EngineLoad;
import java.io.IOException;
import java.util.function.LongConsumer;

/** Writes an image as an archive into an engine, which takes it when the archive is complete. */
final class EngineSink implements ImageSink {
  private final ImageSink archive;
  private final EngineLoad load;

  EngineSink(ImageSink archive, EngineLoad load) {
    this.archive = archive;
    this.load = load;
  }

  @Override
  public String describe() {
    return archive.describe();
  }

  @Override
  public SinkForm form() {
    return archive.form();
  }

  @Override
  public boolean inOrder() {
    return archive.inOrder();
  }

  @Override
  public boolean hasBlob(Descriptor descriptor) throws IOException {
    return archive.hasBlob(descriptor);
  }

  @Override
  public BlobWriter newBlob(DigestAlgorithm algorithm) throws IOException {
    return archive.newBlob(algorithm);
  }

  @Override
  public BlobCopy copyBlob(Descriptor blob, ImageSource source, LongConsumer progress)
      throws IOException {
    return archive.copyBlob(blob, source, progress);
  }

  @Override
  public void checkManifest(RawManifest manifest) throws IOException {
    archive.checkManifest(manifest);
  }

  @Override
  public void putManifest(RawManifest manifest) throws IOException {
    archive.putManifest(manifest);
  }

  @Override
  public void publish(RawManifest manifest) throws IOException {
    archive.publish(manifest);
    load.finish();
  }

  @Override
  public void close() throws IOException {
    try {
      archive.close();
    } finally {
      load.close();
    }
  }
}
