package io.mcv.oci.layer;

import io.mcv.oci.model.LimitExceededException;
import io.mcv.oci.model.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes the names in a tar, and refuses those that lead out of it or are ambiguous. */
final class EntryNames {
  private final String what;
  private final LayerLimits limits;

  EntryNames(String what, LayerLimits limits) {
    this.what = what;
    this.limits = limits;
  }

  /** The path of an entry as {@link TarEntry#path} has it; empty for the root of the layer. */
  String path(byte[] stored, boolean directory)
      throws UnsafeEntryException, LimitExceededException {
    String name = decode(stored, "name");
    if (directory && name.equals(".")) {
      return "";
    }
    String path = name.startsWith("./") ? name.substring(2) : name;
    if (path.startsWith("/")) {
      throw new UnsafeEntryException(what, name, "its name is absolute");
    }
    if (directory && path.isEmpty() && !name.isEmpty()) {
      return "";
    }
    if (directory && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    for (String component : path.split("/", -1)) {
      checkComponent(component, name);
    }
    return path;
  }

  /** The target of a link, which may lead anywhere. */
  String linkTarget(String path, byte[] stored)
      throws UnsafeEntryException, LimitExceededException {
    String target = decode(stored, "link target");
    if (target.isEmpty()) {
      throw new UnsafeEntryException(what, path, "its link target is empty");
    }
    return target;
  }

  private void checkComponent(String component, String name)
      throws UnsafeEntryException, LimitExceededException {
    switch (component) {
      case "" -> throw new UnsafeEntryException(what, name, "its name has an empty component");
      case "." -> throw new UnsafeEntryException(what, name, "its name has a component \".\"");
      case ".." -> throw new UnsafeEntryException(what, name, "its name has a component \"..\"");
      default -> {
        if (component.getBytes(StandardCharsets.UTF_8).length > limits.maxNameBytes()) {
          throw tooLong("a component of the name", name, limits.maxNameBytes(), "--max-name");
        }
      }
    }
  }

  private String decode(byte[] stored, String part)
      throws UnsafeEntryException, LimitExceededException {
    if (stored.length > limits.maxPathBytes()) {
      throw tooLong("the " + part, lossy(stored), limits.maxPathBytes(), "--max-path");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stored)).toString();
    } catch (CharacterCodingException e) {
      throw new UnsafeEntryException(what, lossy(stored), "its " + part + " is not UTF-8");
    }
    if (text.indexOf('\0') >= 0) {
      throw new UnsafeEntryException(what, text, "its " + part + " has a NUL");
    }
    return text;
  }

  private LimitExceededException tooLong(String part, String name, int limit, String option) {
    return new LimitExceededException(
        "%s: %s of entry \"%s\" is longer than %d bytes; if that is meant to be, raise %s"
            .formatted(what, part, Printable.of(name), limit, option),
        limit);
  }

  private static String lossy(byte[] stored) {
    return new String(stored, StandardCharsets.UTF_8);
  }
}
