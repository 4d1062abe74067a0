package io.mcv.client.conformance;

import io.mcv.oci.image.Attachment;
import io.mcv.oci.image.ImageSource;
import io.mcv.oci.image.VerifyingInputStream;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.Digest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.model.RawManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Blobs and attachments in memory; tells what was opened. */
final class MemorySource implements ImageSource {
  final List<Digest> opened = new ArrayList<>();
  private final Map<Digest, byte[]> blobs = new HashMap<>();
  private final List<Attachment> attachments = new ArrayList<>();

  /** Adds a blob under the digest of other bytes, if it is to be damaged. */
  Descriptor add(MediaType type, byte[] named, byte[] stored) {
    Descriptor descriptor = Descriptor.of(type, Digest.sha256(named), named.length);
    blobs.put(descriptor.digest(), stored);
    return descriptor;
  }

  void attach(String tag, RawManifest manifest) {
    attachments.add(new Attachment(tag, manifest));
  }

  @Override
  public String describe() {
    return "memory";
  }

  @Override
  public RawManifest manifest() throws IOException {
    throw new NotFoundException("no manifest");
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    return manifest();
  }

  @Override
  public InputStream openBlob(Descriptor descriptor) throws IOException {
    opened.add(descriptor.digest());
    byte[] blob = blobs.get(descriptor.digest());
    if (blob == null) {
      throw new NotFoundException("no blob " + descriptor.digest());
    }
    return new VerifyingInputStream(new ByteArrayInputStream(blob), descriptor);
  }

  @Override
  public boolean holdsAttachments() {
    return true;
  }

  @Override
  public List<Attachment> attachments(Digest subject) {
    return attachments;
  }

  @Override
  public void close() {}
}
