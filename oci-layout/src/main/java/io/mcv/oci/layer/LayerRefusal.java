package io.mcv.oci.layer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a layer is refused: what the exceptions of {@link LayerReader} have in common. */
public sealed interface LayerRefusal
    permits CorruptStreamException,
        LayerLimitException,
        MalformedTarException,
        UnsafeEntryException {

  /** What is wrong. */
  LayerFault fault();

  /** What is wrong, in words, such as {@code its name is absolute}. */
  String rule();

  /** The name of the entry, as stored; may hold anything. Null where it is not about one. */
  @Nullable String entry();

  /** The byte of the tar at which the faulty header starts; negative where none can be told. */
  long offset();

  /** The exception itself, to be thrown. */
  IOException exception();
}
