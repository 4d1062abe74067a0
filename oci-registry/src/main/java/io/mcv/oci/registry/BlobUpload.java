package io.mcv.oci.registry;

import io.mcv.oci.image.BlobCopy;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.registry.http.HttpContent;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings one blob into a repository.
 *
 * <table>
 * <caption>Steps</caption>
 * <tr><td>HEAD</td><td>it may be there already</td></tr>
 * <tr><td>POST</td><td>begins, or takes it from a repository beside</td></tr>
 * <tr><td>PUT</td><td>all of it at once, which every registry can take</td></tr>
 * <tr><td>GET, PATCH …, PUT</td><td>after a break: the rest, in parts, from where the registry has
 *   come to; from the beginning where it has forgotten. Also where all at once is too much for it
 *   (413)</td></tr>
 * <tr><td>DELETE</td><td>gives up what cannot be brought to its end</td></tr>
 * </table>
 */
final class BlobUpload {
  private final RegistryRepository repository;
  private final Descriptor blob;
  private final SequentialContent content;
  private final long chunkBytes;
  private final boolean inParts;

  /**
   * A blob to bring.
   *
   * @param chunkBytes how long the parts are, where it is sent in parts
   * @param inParts whether it is, without being asked
   */
  BlobUpload(
      RegistryRepository repository,
      Descriptor blob,
      HttpContent content,
      LongConsumer progress,
      long chunkBytes,
      boolean inParts) {
    this.repository = repository;
    this.blob = blob;
    this.content = new SequentialContent(content, progress);
    this.chunkBytes = chunkBytes;
    this.inParts = inParts;
  }

  /**
   * Brings it.
   *
   * @param from a repository of the same registry that has it, or null
   */
  BlobCopy run(@Nullable RepositoryAddress from) throws IOException {
    RepositoryAddress address = repository.address();
    if (repository.caller().call(new HeadBlob(address, blob.digest(), address.push()))) {
      return BlobCopy.PRESENT;
    }
    StartUpload.Started started =
        repository.caller().call(new StartUpload(address, blob.digest(), from));
    if (started.session() == null) {
      return BlobCopy.MOUNTED;
    }
    try (content) {
      new UploadRun(repository, blob, content, started.session(), chunk(started), inParts).run();
      return BlobCopy.COPIED;
    }
  }

  private long chunk(StartUpload.Started started) {
    return Math.max(chunkBytes, started.minimumChunk());
  }
}
