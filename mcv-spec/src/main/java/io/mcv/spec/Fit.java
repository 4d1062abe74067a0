package io.mcv.spec;

import java.util.List;

/** Whether a cache runs on a host, with the reasons, each a sentence for people. */
public sealed interface Fit {
  /** Why. */
  List<String> reasons();

  /** Some GPU of the host is one that the cache was compiled for. */
  record Fits(List<String> reasons) implements Fit {
    /** Copies the reasons. */
    public Fits {
      reasons = List.copyOf(reasons);
    }
  }

  /** No GPU of the host is one that the cache was compiled for. */
  record DoesNotFit(List<String> reasons) implements Fit {
    /** Copies the reasons. */
    public DoesNotFit {
      reasons = List.copyOf(reasons);
    }
  }

  /** Cache or host do not tell enough. */
  record Unknown(List<String> reasons) implements Fit {
    /** Copies the reasons. */
    public Unknown {
      reasons = List.copyOf(reasons);
    }
  }
}
