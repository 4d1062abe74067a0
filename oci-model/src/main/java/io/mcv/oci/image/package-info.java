/**
 * The two roles through which images are read and written, whatever holds them: {@link
 * io.mcv.oci.image.ImageSource} and {@link io.mcv.oci.image.ImageSink}.
 *
 * <p>{@link io.mcv.oci.image.InspectReport} and {@link io.mcv.oci.image.FieldTemplate} show an
 * image as {@code skopeo inspect} does.
 *
 * <p>Layouts, archives and registries implement them and never see each other.
 */
@NullMarked
package io.mcv.oci.image;

import org.jspecify.annotations.NullMarked;
