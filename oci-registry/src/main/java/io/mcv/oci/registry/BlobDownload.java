package io.mcv.oci.registry;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.registry.http.ConnectionException;
import io.mcv.oci.registry.http.ConnectionException.Problem;
import io.mcv.oci.registry.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A blob as it flows from a registry. Where the flow breaks it goes on from there: at the same
 * place as long as the retries last, which begin anew with every {@value #PROGRESS_BYTES} bytes; of
 * several places at the next one.
 *
 * <p>Nothing is verified here. All places hold the same bytes or the digest at the end is wrong.
 */
final class BlobDownload extends InputStream {
  /** So much has to come between two breaks for the first one not to count any more. */
  static final int PROGRESS_BYTES = 1024 * 1024;

  private final List<RegistryRepository> places;
  private final Descriptor blob;
  private final Consumer<String> info;
  private Attempts attempts;
  private int place;
  private @Nullable HttpResponse current;
  private @Nullable String entityTag;
  private long position;
  private long lastBreak;

  /**
   * Opens it, so that a blob that is not there is told at once.
   *
   * @param places that may have it, in the order in which they are asked
   * @param info is told where one of them fails
   */
  BlobDownload(List<RegistryRepository> places, Descriptor blob, Consumer<String> info)
      throws IOException {
    this.places = places;
    this.blob = blob;
    this.info = info;
    this.attempts = here().caller().attempts();
    while (current == null) {
      try {
        current = open();
      } catch (IOException e) {
        recover(e);
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      try {
        if (current == null) {
          current = open();
        }
        int n = current.body().read(buffer, offset, length);
        if (n >= 0) {
          position += n;
          return n;
        }
        if (position >= blob.size()) {
          return -1;
        }
        throw new ConnectionException(
            Problem.BROKEN, "the answer ended after " + position + " of " + blob.size() + " bytes");
      } catch (IOException e) {
        if (position >= blob.size()) {
          return -1; // all of it is there, whatever was to follow
        }
        recover(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private HttpResponse open() throws IOException {
    RegistryRepository repository = here();
    GetBlob.Opened opened =
        repository.caller().open(new GetBlob(repository.address(), blob, position, entityTag));
    HttpResponse response = opened.response();
    try {
      response.body().skipNBytes(position - opened.offset());
    } catch (IOException e) {
      response.close();
      throw e;
    }
    entityTag = strong(response.fields().first("ETag"));
    return response;
  }

  /** Returns if there is hope, and throws the failure otherwise. */
  private void recover(IOException failure) throws IOException {
    close();
    IOException told = told(failure);
    if (place < places.size() - 1) {
      RegistryRepository failed = here();
      place++;
      entityTag = null;
      attempts = here().caller().attempts();
      info.accept(told.getMessage() + "; " + failed.address() + " is left for " + here().address());
      return;
    }
    if (position - lastBreak >= PROGRESS_BYTES) {
      attempts.progressed();
    }
    lastBreak = position;
    attempts.failed(told);
  }

  private IOException told(IOException failure) {
    return failure instanceof ConnectionException connection
        ? new RegistryConnectionException(
            here().address().toString(),
            "reading blob " + blob.digest() + " of " + here().address(),
            connection)
        : failure;
  }

  private RegistryRepository here() {
    return places.get(place);
  }

  /** Weak ones do not do for ranges. */
  private static @Nullable String strong(@Nullable String entityTag) {
    return entityTag == null || entityTag.startsWith("W/") ? null : entityTag;
  }
}
