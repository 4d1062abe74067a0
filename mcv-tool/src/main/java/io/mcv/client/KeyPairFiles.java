package io.mcv.client;

import io.mcv.oci.cosign.key.PrivateKeyFile;
import io.mcv.oci.cosign.key.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * The two files of a key pair: {@code PREFIX.key}, encrypted and for its owner alone, and {@code
 * PREFIX.pub}. Each is complete or absent, and neither ever takes the place of another file.
 *
 * @param privateKey as cosign writes it
 * @param publicKey PEM
 */
public record KeyPairFiles(Path privateKey, Path publicKey) {

  /** Those with this prefix, which may have folders before it. */
  public static KeyPairFiles of(String prefix) {
    return new KeyPairFiles(Path.of(prefix + ".key"), Path.of(prefix + ".pub"));
  }

  /**
   * Finds out whether they could be written, before anybody thinks of a password.
   *
   * @throws FileAlreadyExistsException if one of them is there
   * @throws NoSuchFileException if their folder is not
   */
  public void requireAbsent() throws IOException {
    for (Path file : new Path[] {privateKey, publicKey}) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new NoSuchFileException(String.valueOf(folder));
      }
    }
  }

  /**
   * Writes a key, both files or none.
   *
   * @param password that the private key is encrypted with; may be empty
   * @throws FileAlreadyExistsException if one of them is there
   */
  public void write(SigningKey key, char[] password) throws IOException {
    requireAbsent();
    place(privateKey, PrivateKeyFile.write(key, password), "rw-------");
    try {
      place(publicKey, key.publicPem(), "rw-r--r--");
    } catch (IOException | RuntimeException e) {
      Files.delete(privateKey);
      throw e;
    }
  }

  private static void place(Path file, String text, String permissions) throws IOException {
    Path written = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try (FileChannel channel =
        FileChannel.open(
            written,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
      ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
      giveName(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** By a second name, since a rename would take the place of a file that came meanwhile. */
  private static void giveName(Path written, Path file) throws IOException {
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // A file system without hard links.
      Files.move(written, file);
    }
  }
}
