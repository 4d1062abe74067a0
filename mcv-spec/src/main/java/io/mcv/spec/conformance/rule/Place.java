package io.mcv.spec.conformance.rule;

import io.mcv.oci.model.Printable;
import io.mcv.spec.conformance.image.Document;
import io.mcv.spec.conformance.image.EntryView;
import io.mcv.spec.conformance.image.JsonValue;
import io.mcv.spec.conformance.image.LayerFault;
import io.mcv.spec.conformance.image.LayerView;
import org.jspecify.annotations.Nullable;

/**
 * Where in an image something is. All text is safe for a terminal.
 *
 * @param blob the document or layer, such as {@code manifest sha256:…}
 * @param entry the entry of the layer; null where it is not about one
 * @param pointer into JSON, RFC 6901; null where it is not about JSON
 * @param offset byte of the tar of the layer; null where none can be told
 */
public record Place(
    String blob, @Nullable String entry, @Nullable String pointer, @Nullable Long offset) {

  /** Makes the text printable. */
  public Place {
    blob = Printable.of(blob);
    entry = entry == null ? null : Printable.of(entry);
    pointer = pointer == null ? null : Printable.of(pointer);
  }

  /** A blob or document as a whole. */
  public static Place of(String blob) {
    return new Place(blob, null, null, null);
  }

  /** A value in a document. */
  public static Place of(Document document, JsonValue value) {
    return new Place(document.name(), null, value.pointer(), null);
  }

  /** An entry of a layer. */
  public static Place of(LayerView layer, EntryView entry) {
    return new Place(layer.name(), entry.name(), null, entry.offset());
  }

  /** A fault in a layer. */
  public static Place of(LayerView layer, LayerFault fault) {
    return new Place(layer.name(), fault.entry(), null, fault.offset() < 0 ? null : fault.offset());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(blob);
    if (entry != null) {
      text.append(", entry ").append(entry);
    }
    if (pointer != null) {
      text.append(", at ").append(pointer.isEmpty() ? "the top" : pointer);
    }
    if (offset != null) {
      text.append(", byte ").append(offset);
    }
    return text.toString();
  }
}
