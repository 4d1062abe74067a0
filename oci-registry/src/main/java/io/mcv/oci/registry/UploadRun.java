package io.mcv.oci.registry;

import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.NotFoundException;
import io.mcv.oci.registry.http.ConnectionException;
import io.mcv.oci.registry.http.ConnectionException.Problem;
import io.mcv.oci.registry.http.HttpContent;
import java.io.IOException;
import java.util.Optional;

/** Sends a blob to an upload that was begun, through whatever breaks on the way. */
final class UploadRun {
  private static final int TOO_LARGE = 413;
  private static final int RANGE = 416;

  private final RegistryRepository repository;
  private final Descriptor blob;
  private final SequentialContent content;
  private UploadSession session;
  private long chunk;
  private boolean inParts;

  /**
   * An upload that was begun.
   *
   * @param chunk how many bytes each part has, but the last
   * @param inParts whether it is sent in parts from the beginning
   */
  UploadRun(
      RegistryRepository repository,
      Descriptor blob,
      SequentialContent content,
      UploadSession session,
      long chunk,
      boolean inParts) {
    this.repository = repository;
    this.blob = blob;
    this.content = content;
    this.session = session;
    this.chunk = chunk;
    this.inParts = inParts;
  }

  void run() throws IOException {
    try {
      send();
    } catch (IOException e) {
      giveUp(e);
      throw e;
    }
  }

  private void send() throws IOException {
    Attempts attempts = repository.caller().attempts();
    while (true) {
      long before = session.offset();
      try {
        if (inParts || before > 0) {
          sendParts();
        }
        finish();
        return;
      } catch (IOException e) {
        if (session.offset() > before) {
          attempts.progressed();
        }
        again(attempts, e);
      }
      if (!goOn()) {
        return;
      }
      if (session.offset() > before) {
        attempts.progressed(); // a part of what broke was kept
      }
    }
  }

  private void sendParts() throws IOException {
    while (session.offset() < content.length()) {
      long length = Math.min(chunk, content.length() - session.offset());
      HttpContent part = content.part(session.offset(), length);
      session =
          repository
              .caller()
              .once(new PatchUpload(repository.address(), session, blob.digest(), part));
    }
  }

  private void finish() throws IOException {
    HttpContent rest = content.part(session.offset(), content.length() - session.offset());
    boolean certain =
        repository.caller().once(new PutUpload(repository.address(), session, blob.digest(), rest));
    if (!certain && !isThere()) {
      throw wrong("the registry says that it took the blob, and does not have it");
    }
  }

  /** Says whether there is hope, and waits as long as it is worth. */
  private void again(Attempts attempts, IOException failure) throws IOException {
    int status = failure instanceof RegistryAnswerException answer ? answer.status() : 0;
    if (status == TOO_LARGE && !inParts) {
      inParts = true;
    } else if (failure instanceof NotFoundException || status == RANGE) {
      attempts.failed(lost(failure)); // the upload is gone, not the repository
    } else {
      attempts.failed(failure);
    }
  }

  /**
   * Finds out where to go on: where the registry has come to, or a new beginning where it has
   * forgotten.
   *
   * @return false if it has the blob: only the answer had been lost
   */
  private boolean goOn() throws IOException {
    Optional<UploadSession> told = told();
    if (told.isPresent()) {
      session = told.get();
      return true;
    }
    if (isThere()) {
      return false;
    }
    StartUpload.Started started =
        repository.caller().call(new StartUpload(repository.address(), blob.digest(), null));
    if (started.session() == null) {
      throw wrong("the registry says that it has the blob before it was sent");
    }
    session = started.session();
    chunk = Math.max(chunk, started.minimumChunk());
    return true;
  }

  /** How far the registry has come; empty where it has forgotten, or cannot tell. */
  private Optional<UploadSession> told() throws IOException {
    try {
      return repository
          .caller()
          .once(new GetUpload(repository.address(), session, blob.digest()))
          .filter(at -> at.offset() <= content.length());
    } catch (RegistryException | NotFoundException e) {
      return Optional.empty();
    }
  }

  /** Lets the registry forget what it has; not where it could not be reached just now. */
  private void giveUp(IOException failure) throws IOException {
    if (failure instanceof RegistryConnectionException) {
      return;
    }
    try {
      repository.caller().once(new DeleteUpload(repository.address(), session));
    } catch (RegistryException | NotFoundException e) {
      failure.addSuppressed(e);
    }
  }

  private boolean isThere() throws IOException {
    RepositoryAddress address = repository.address();
    return repository.caller().call(new HeadBlob(address, blob.digest(), address.push()));
  }

  private RegistryConnectionException lost(IOException failure) {
    return new RegistryConnectionException(
        repository.address().toString(),
        "uploading blob " + blob.digest() + " to " + repository.address(),
        new ConnectionException(
            Problem.BROKEN, "the registry lost the upload: " + failure.getMessage(), failure));
  }

  private RegistryProtocolException wrong(String problem) {
    return new RegistryProtocolException(
        repository.address().toString(),
        "uploading blob " + blob.digest() + " to " + repository.address(),
        problem);
  }
}
