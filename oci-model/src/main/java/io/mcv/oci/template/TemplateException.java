package io.mcv.oci.template;

/** A template that cannot be read, or cannot be filled in from the values there are. */
public final class TemplateException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int offset;

  /**
   * A problem at a place of the template.
   *
   * @param problem what is wrong, for people
   * @param offset characters of the template before the place
   */
  public TemplateException(String problem, int offset) {
    super(problem + " (at character " + (offset + 1) + " of the template)");
    this.problem = problem;
    this.offset = offset;
  }

  /** The same in a longer text, of which the template is the end. */
  public TemplateException after(int characters) {
    return new TemplateException(problem, offset + characters);
  }
}
