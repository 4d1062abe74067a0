package io.mcv.oci.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.UUID;

/** A file of one operation, for nobody else's eyes, which goes even if the process is killed. */
final class TemporaryFile {
  private TemporaryFile() {}

  /** Opens one; on Unix it has lost its name when this returns. */
  static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(".mcv-" + UUID.randomUUID()),
        EnumSet.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
