package io.mcv.oci.layer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes the names in a tar, and refuses those that lead out of it or are ambiguous. */
final class EntryNames {
  private final LayerLimits limits;
  private final EntryFaults faults;

  EntryNames(LayerLimits limits, EntryFaults faults) {
    this.limits = limits;
    this.faults = faults;
  }

  /** The name of an entry; what cannot be decoded is replaced where faults are let pass. */
  String name(byte[] stored, TarPlace place) throws IOException {
    String name = new String(stored, StandardCharsets.UTF_8);
    checkText(stored, name, "name", place);
    return name;
  }

  /** The path of an entry as {@link TarEntry#path} has it; empty for the root of the layer. */
  String path(String name, boolean directory, TarPlace place) throws IOException {
    if (directory && name.equals(".")) {
      return "";
    }
    String path = name.startsWith("./") ? name.substring(2) : name;
    if (path.startsWith("/")) {
      refuse(place, LayerFault.ABSOLUTE_NAME, name, "its name is absolute");
      return path;
    }
    if (directory && path.isEmpty() && !name.isEmpty()) {
      return "";
    }
    if (directory && path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    for (String component : path.split("/", -1)) {
      if (!isPlain(component, name, place)) {
        break;
      }
    }
    return path;
  }

  /** The target of a link, which may lead anywhere. */
  String linkTarget(String path, byte[] stored, TarPlace place) throws IOException {
    String target = new String(stored, StandardCharsets.UTF_8);
    checkText(stored, target, "link target", place);
    if (target.isEmpty()) {
      refuse(place, LayerFault.NAME_TEXT, path, "its link target is empty");
    }
    return target;
  }

  private boolean isPlain(String component, String name, TarPlace place) throws IOException {
    switch (component) {
      case "" -> refuse(place, LayerFault.ODD_NAME, name, "its name has an empty component");
      case "." -> refuse(place, LayerFault.ODD_NAME, name, "its name has a component \".\"");
      case ".." -> refuse(place, LayerFault.PARENT_NAME, name, "its name has a component \"..\"");
      default -> {
        if (component.getBytes(StandardCharsets.UTF_8).length <= limits.maxNameBytes()) {
          return true;
        }
        faults.found(
            LayerLimitException.of(
                LayerFault.LONG_NAME,
                place,
                "a component of the name",
                name,
                limits.maxNameBytes(),
                "--max-name"));
      }
    }
    return false;
  }

  private void checkText(byte[] stored, String text, String part, TarPlace place)
      throws IOException {
    if (stored.length > limits.maxPathBytes()) {
      faults.found(
          LayerLimitException.of(
              LayerFault.LONG_PATH,
              place,
              "the " + part,
              text,
              limits.maxPathBytes(),
              "--max-path"));
    } else if (!isUtf8(stored)) {
      refuse(place, LayerFault.NAME_TEXT, text, "its " + part + " is not UTF-8");
    } else if (text.indexOf('\0') >= 0) {
      refuse(place, LayerFault.NAME_TEXT, text, "its " + part + " has a NUL");
    }
  }

  private static boolean isUtf8(byte[] stored) {
    for (byte b : stored) {
      if (b < 0) {
        return isDecodable(stored);
      }
    }
    return true;
  }

  private static boolean isDecodable(byte[] stored) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stored));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void refuse(TarPlace place, LayerFault fault, String entry, String rule)
      throws IOException {
    faults.found(new UnsafeEntryException(place, fault, entry, rule));
  }
}
