package io.mcv.spec.fit;

import java.util.List;

/** Whether kernels run on a GPU, with the reasons. */
public sealed interface Fit {
  /** Why. Of kernels that fit, too, where there is something to know. */
  List<FitReason> reasons();

  /** {@code fits}, {@code does not fit} or {@code unknown}. */
  String verdict();

  /** Triton finds the kernels there, and the driver takes them. */
  record Fits(List<FitReason> reasons) implements Fit {
    /** Copies the reasons. */
    public Fits {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String verdict() {
      return "fits";
    }
  }

  /** The kernels are of no use there. */
  record DoesNotFit(List<FitReason> reasons) implements Fit {
    /** Copies the reasons. */
    public DoesNotFit {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String verdict() {
      return "does not fit";
    }
  }

  /** Cache or host do not tell enough. */
  record Unknown(List<FitReason> reasons) implements Fit {
    /** Copies the reasons. */
    public Unknown {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String verdict() {
      return "unknown";
    }
  }
}
